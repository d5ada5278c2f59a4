using ProcLaunch;

namespace Harness.Tests;

// <server>
/// <summary>A redis-server for one fixture, on a port of its own; it ends with the fixture, or with the test host, however that ends.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Supervisor supervisor = new();
    private readonly ProfileHandle redis;

    public RedisServer() => redis = supervisor.Add(new ProfileDefinition("redis")
    {
        Command = ["redis-server", "--port", "${port:redis}", "--save", ""],
        Ready = ReadyWhen.Tcp("127.0.0.1", Port),
        Restart = RestartPolicy.Always,
    });

    public int Port => supervisor.Ports["redis"];

    public int? Pid => redis.Info.Pid;

    public Task StartAsync(CancellationToken cancellationToken) => redis.StartAsync(cancellationToken);

    public Task RestartAsync(CancellationToken cancellationToken) => redis.RestartAsync(cancellationToken);

    /// <summary>Kills it, and completes when it is back.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken)
    {
        // Listens before it kills: nothing is missed in between.
        var back = supervisor.Events(cancellationToken).FirstAsync(happened => happened.Kind == SupervisorEventKind.Running, cancellationToken);
        await redis.SignalAsync(Signal.Kill, cancellationToken);
        await back;
    }

    public ValueTask DisposeAsync() => supervisor.DisposeAsync();
}
// </server>
