using ProcLaunch.Cli.Tests.Control;

namespace ProcLaunch.Cli.Tests.Recovery;

/// <summary>ProcLaunch is killed in the middle of what was asked of several profiles: the next one goes on with it, and nothing becomes something else.</summary>
public sealed class InterruptedRequestTests
{
    // It ends by SIGKILL alone, some seconds after it was told to end.
    private const string Deaf = "trap '' TERM\nwhile :; do sleep 1; done";

    [Test]
    public async Task A_restart_of_all_is_a_restart_still()
    {
        await using var world = await Begin("restart");

        await world.Start();
        await world.Log.Next("db", "stopped");
        await world.Log.Running("api");

        Story(world).Should().Be("""
            T INFO  db adopted pid N
            T INFO  api stopped
            T INFO  db stopping
            T INFO  db stopped
            T INFO  db starting
            T INFO  db running pid O
            T INFO  api starting
            T INFO  api running pid P
            """);
        world.Instances("api").Should().NotBeEmpty();
        world.Instances("db").Should().ContainSingle();
    }

    [Test]
    public async Task A_stop_of_all_goes_on_in_its_order_and_both_stay_stopped()
    {
        await using var world = await Begin("stop");

        var second = await world.Start();
        await World.UntilLogged($"{world.State}/records/db.record", "\"state\":\"stopped\"");
        await second.End(Processes.Kill);
        world.Add("later", "exec sleep 1000");
        await world.Start();
        await world.Log.Running("later");

        Story(world).Should().Be("""
            T INFO  db adopted pid N
            T INFO  api stopped
            T INFO  db stopping
            T INFO  db stopped
            """);
        world.Instances("api").Should().BeEmpty();
        world.Instances("db").Should().BeEmpty();
    }

    [Test]
    public async Task A_shutdown_leaves_wanted_what_was_wanted()
    {
        await using var world = await Begin(null);

        await world.Start();
        await world.Log.Next("api", "stopped");
        await world.Log.Running("api");

        Story(world).Should().Be("""
            T INFO  db adopted pid N
            T INFO  api stopped
            T INFO  api starting
            T INFO  api running pid O
            """);
        world.Instances("api").Should().NotBeEmpty();
        world.Instances("db").Should().ContainSingle();
    }

    /// <summary>A world in which api, which depends on db, is being stopped when ProcLaunch is killed, and db waits for its turn.</summary>
    /// <param name="command">What was asked of all; null for a shutdown.</param>
    private static async Task<World> Begin(string? command)
    {
        var world = new World();
        world.Add("api", Deaf, ("profile.json", """{ "dependsOn": { "db": "ready" }, "stop": { "timeout": "3s" } }"""));
        world.Add("db", "exec sleep 1000");
        var first = await world.Start();
        await world.Log.Running("api");
        if (command is null)
            Processes.Signal(first.Pid, Processes.Hup);
        else
            (await world.Do(command, "--no-wait", "--all")).Code.Should().Be(0);
        await World.UntilLogged($"{world.State}/records/api.record", "\"state\":\"stopping\"");
        if (command is not null)
            await World.UntilLogged($"{world.State}/records/db.record", "\"stopDue\":true");
        await first.End(Processes.Kill);
        world.Instances("api").Should().NotBeEmpty();
        world.Instances("db").Should().ContainSingle();
        return world;
    }

    /// <summary>What the second supervisor told at the level INFO, as the first one had told four lines and the beginning of the stop.</summary>
    private static string Story(World world)
    {
        var lines = world.Story("api", "db").Split('\n').Where(line => line.StartsWith("T INFO", StringComparison.Ordinal));
        return string.Join('\n', lines.SkipWhile(line => !line.EndsWith("stopping", StringComparison.Ordinal)).Skip(1));
    }
}
