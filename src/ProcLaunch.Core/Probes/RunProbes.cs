using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>What goes on for one run: the attempts, and what it tells of itself. Guarded by itself.</summary>
internal sealed class RunProbes(string profile) : IDisposable
{
    private readonly List<Task> loops = [];
    private CancellationTokenSource? attempts;
    private bool over;

    public string Profile => profile;

    public NotifySocket? Socket { get; set; }

    public NotifyPipe? Pipe { get; set; }

    /// <summary>Tries a check, until it has an end or <see cref="EndAttempts"/> is called.</summary>
    public void Begin(Func<RunProbes, CancellationToken, Task> loop)
    {
        lock (loops)
        {
            if (over)
                return;
            attempts ??= new CancellationTokenSource();
            loops.RemoveAll(ended => ended.IsCompleted);
            var token = attempts.Token;
            loops.Add(Task.Run(() => loop(this, token), CancellationToken.None));
        }
    }

    public void EndAttempts()
    {
        CancellationTokenSource? ended;
        lock (loops)
            (ended, attempts) = (attempts, null);
        ended?.Cancel();
        ended?.Dispose();
    }

    /// <summary>Completes when nothing of it goes on any more.</summary>
    public Task WhenQuiet()
    {
        lock (loops)
            return Task.WhenAll([.. loops, .. Socket is { } socket ? [socket.Listening] : Array.Empty<Task>()]);
    }

    public void Dispose()
    {
        lock (loops)
            over = true;
        EndAttempts();
        Socket?.Dispose();
        Pipe?.Dispose();
    }
}
