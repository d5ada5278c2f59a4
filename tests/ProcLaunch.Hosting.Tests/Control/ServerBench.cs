using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>A control server whose patience is up to the test.</summary>
internal sealed class ServerBench : IAsyncDisposable
{
    private readonly ControlServer server;

    public ServerBench(Supervisor supervisor, string directory)
    {
        server = new ControlServer(directory, new ControlMethods(supervisor, Task.CompletedTask, Time), Time);
        server.Start();
    }

    public bool HasConnections => server.HasConnections;

    public ManualTime Time { get; } = new();

    /// <summary>Moves the clock again and again until something has come of it.</summary>
    public Task PassUntil(Func<bool> condition, string because) => Eventually.Holds(() =>
    {
        Time.Pass(TimeSpan.FromSeconds(1));
        return condition();
    }, because);

    public async ValueTask DisposeAsync()
    {
        var ended = server.DisposeAsync().AsTask();
        await PassUntil(() => ended.IsCompleted, "it ends");
        await ended;
    }
}
