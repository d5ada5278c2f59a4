using System.Globalization;
using System.Net.Sockets;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Probes;

/// <summary>
/// Where one run sends its messages, as sd_notify(3) does. What they say is told to the loop at once; that it is ready, or alive,
/// is for the probe that waits for it. Messages of processes that are not of the run are not believed.
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly string profile;
    private readonly long run;
    private readonly IProbeHost host;
    private readonly Action<ProfileEvent> tell;
    private readonly CredentialSocket socket;
    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim alive = new(0, 1);
    private string? status;
    private bool toldOfStranger;

    /// <exception cref="IOException">It cannot be made there; the message says why.</exception>
    public NotifySocket(string profile, long run, string address, IProbeHost host, Action<ProfileEvent> tell)
    {
        (this.profile, this.run, this.host, this.tell) = (profile, run, host, tell);
        socket = new CredentialSocket(address);
        Listening = Task.Run(ListenAsync);
    }

    public Task Listening { get; }

    /// <summary>Completes when the run has said that it is ready, which may have been long ago.</summary>
    public Task WhenReady => ready.Task;

    /// <summary>Completes at the next <c>WATCHDOG=1</c> that nobody waited for yet.</summary>
    public Task WhenAlive(CancellationToken cancellationToken) => alive.WaitAsync(cancellationToken);

    public void Dispose()
    {
        closed.Cancel();
        socket.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var (message, sender) = await socket.ReceiveAsync(closed.Token).ConfigureAwait(false);
                Handle(new NotifyMessage(message), sender);
            }
        }
        catch (Exception) when (closed.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (SocketException e)
        {
            tell(new ProfileEvent.TroubleMet(profile, $"what it tells by NOTIFY_SOCKET is not heard any more: {e.Message}"));
        }
    }

    private void Handle(NotifyMessage message, int sender)
    {
        if (host.MemberOf(run, sender) is null)
        {
            if (!toldOfStranger)
                Distrust(string.Create(CultureInfo.InvariantCulture, $"a message to its NOTIFY_SOCKET came from pid {sender}, which is none of its processes or had ended before it could be looked at"));
            toldOfStranger = true;
            return;
        }
        if (message.MainPid is { } pid)
            Follow(pid);
        if (message.Status is { } text && text != status)
            tell(new ProfileEvent.StatusTold(profile, run, status = text));
        if (message.MoreTime is { } time)
            tell(new ProfileEvent.MoreTimeAsked(profile, run, time));
        if (message.Stopping)
            tell(new ProfileEvent.StoppingTold(profile, run));
        if (message.Watchdog && alive.CurrentCount == 0)
            alive.Release();
        if (message.Ready)
            ready.TrySetResult();
    }

    private void Follow(int pid)
    {
        if (host.MemberOf(run, pid) is { } process)
            tell(new ProfileEvent.MainProcessTold(profile, run, process));
        else
            Distrust(string.Create(CultureInfo.InvariantCulture, $"it called pid {pid} its main process, which is none of its processes"));
    }

    private void Distrust(string what) => tell(new ProfileEvent.TroubleMet(profile, $"{what}: ignored"));
}
