namespace Harness.Tests;

// <fixture>
[CancelAfter(30_000)]
public sealed class RedisTests
{
    private readonly RedisServer server = new();

    [OneTimeSetUp]
    public async Task StartServer()
    {
        Programs.Need("redis-server");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await server.StartAsync(patience.Token);
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        var pid = server.Pid;
        await server.DisposeAsync();
        Assert.That(pid is null || !Directory.Exists($"/proc/{pid}"), "redis has ended");
    }

    [Test]
    public async Task A_value_that_was_set_can_be_got(CancellationToken cancellationToken)
    {
        using var client = new RespClient(server.Port);

        await client.AskAsync("SET fruit apple", cancellationToken);

        Assert.That(await client.AskAsync("GET fruit", cancellationToken), Is.EqualTo("apple"));
    }
    // </fixture>

    // <restart>
    [Test]
    public async Task A_client_under_whose_feet_redis_is_restarted_connects_again(CancellationToken cancellationToken)
    {
        using var before = new RespClient(server.Port);
        await before.AskAsync("PING", cancellationToken);
        var pid = server.Pid;

        await server.RestartAsync(cancellationToken);

        Assert.That(() => before.AskAsync("PING", cancellationToken), Throws.InstanceOf<IOException>());
        using var after = new RespClient(server.Port);
        Assert.That(await after.AskAsync("PING", cancellationToken), Is.EqualTo("PONG"));
        Assert.That(server.Pid, Is.Not.EqualTo(pid));
    }
    // </restart>

    [Test]
    public async Task Redis_is_back_after_a_crash_and_has_forgotten_everything(CancellationToken cancellationToken)
    {
        using (var before = new RespClient(server.Port))
            await before.AskAsync("SET planet mars", cancellationToken);

        await server.CrashAsync(cancellationToken);

        using var after = new RespClient(server.Port);
        Assert.That(await after.AskAsync("GET planet", cancellationToken), Is.Null);
    }
    // <fixture>
}
// </fixture>
