using System.Text.Json;

namespace ProcLaunch.Cli.Tests.Control;

/// <summary>Commands about the supervisor as a whole.</summary>
public sealed class SupervisorTests
{
    private const string Sleep = "exec sleep 1000";

    [Test]
    public async Task Shutdown_stops_everything_and_returns_when_the_supervisor_has_ended()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        var supervisor = await world.Start();
        await world.Log.Running("web");

        (await world.Do("shutdown")).Should().Be(new Outcome(0, "", ""));

        (await supervisor.Ended()).Should().Be(0);
        world.Instances("web").Should().BeEmpty();
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web stopping
            T INFO  web stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        Directory.EnumerateFiles(world.State, "control.sock").Should().BeEmpty();
    }

    [Test]
    public async Task Shutdown_may_leave_the_services_to_the_next_supervisor()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");

        (await world.Do("shutdown", "--leave")).Should().Be(new Outcome(0, "", ""));

        (await supervisor.Ended()).Should().Be(0);
        Processes.IsAlive(pid).Should().BeTrue();
        await world.Start();
        (await world.Log.Next("web", "adopted pid ")).Pid.Should().Be(pid);
    }

    [Test]
    public async Task After_a_shutdown_the_next_supervisor_can_be_started_at_once()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        var pids = new HashSet<int>();
        for (var round = 0; round < 5; round++)
        {
            pids.Add(await world.Daemonize());
            string[] words = round % 2 == 0 ? ["shutdown", "--leave"] : ["shutdown"];
            (await world.Do(words)).Code.Should().Be(0);
        }
        pids.Should().HaveCount(5, "each was another process, not the one that was just ending");
    }

    [Test]
    public async Task A_daemon_can_be_asked_as_soon_as_the_command_that_made_it_has_returned()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        await world.Daemonize();

        (await world.Do("start", "web")).Code.Should().Be(0);
        (await world.Do("status", "web")).Code.Should().Be(0);
        (await world.Do("shutdown")).Code.Should().Be(0);
    }

    [Test]
    public async Task Rescan_returns_when_what_is_new_is_known()
    {
        await using var world = new World();
        await world.Start();
        world.Add("web", Sleep);

        (await world.Do("rescan")).Should().Be(new Outcome(0, "", ""));

        (await world.Do("status", "web")).Code.Should().NotBe(4);
    }

    [Test]
    public async Task Events_begin_with_how_things_are_and_go_on_without_a_gap()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        await world.Start();
        var pid = await world.Log.Running("web");

        var whole = await world.Follow("events --json");
        (await world.Do("stop", "web")).Code.Should().Be(0);
        world.Remove("web");
        (await world.Do("rescan")).Code.Should().Be(0);
        await Deadline.Until(async () => (await world.Do("status", "web")).Code == 4, "the profile is forgotten");
        (await world.Do("shutdown")).Code.Should().Be(0);

        var events = (await whole()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        events[0].EnumerateObject().Select(property => property.Name).Should().Equal("seq", "at", "profile", "event", "pid");
        events.Select(told => told.GetProperty("event").GetString()).Should().Equal("running", "stopping", "stopped", "removed");
        events[0].GetProperty("pid").GetInt32().Should().Be(pid);
        events[2].GetProperty("pid").ValueKind.Should().Be(JsonValueKind.Null);
        var numbers = events.Select(told => told.GetProperty("seq").GetInt64()).ToList();
        numbers.Should().Equal(Enumerable.Range(0, 4).Select(offset => numbers[0] + offset));
    }

    [Test]
    public async Task Events_for_people_read_like_the_log()
    {
        await using var world = new World();
        world.Add("once", "exit 3", ("down", ""));
        await world.Start();

        var whole = await world.Follow("events");
        await world.Do("start", "once");
        await world.Log.Next("once", "died pid");
        (await world.Do("shutdown")).Code.Should().Be(0);

        world.Plain((await whole())).Should().Be("""
            T once stopped
            T once starting
            T once running pid N
            T once died pid N exit code 3
            """);
    }

    [Test]
    public async Task An_explanation_ends_with_the_very_lines_of_the_log()
    {
        await using var world = new World();
        world.Add("web", Sleep, ("restart", ""));
        await world.Start("--debug");
        Processes.Signal(await world.Log.Running("web"), Processes.Kill);
        await world.Log.Running("web");

        var outcome = await world.Do("explain", "web");

        world.Plain(outcome.Output).Should().Be("""
            It has been running since T, for A, as pid N.
            It was restarted once; it last ended at T with signal SIGKILL.
            If it ends within A from now, that is failure 2 in a row, and it is started again after about A; later, at once.

            What the log said of it last:
              T DEBUG web added
              T INFO  web starting
              T INFO  web running pid N
              T INFO  web died pid N signal SIGKILL
              T INFO  web starting
              T INFO  web running pid N
            """);
        var said = outcome.Output[outcome.Output.IndexOf("\n\n", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        var logged = world.Log.Lines.Where(line => line.Tag == "web").Select(line => WithoutTime(line.Text));
        said.Select(line => WithoutTime(line.Trim())).Should().Equal(logged);
    }

    [TestCase("status")]
    [TestCase("start", "web")]
    [TestCase("stop", "--all")]
    [TestCase("restart", "web")]
    [TestCase("reload", "web")]
    [TestCase("signal", "HUP", "web")]
    [TestCase("logs", "web")]
    [TestCase("events")]
    [TestCase("explain", "web")]
    [TestCase("rescan")]
    [TestCase("shutdown")]
    public async Task Without_a_supervisor_every_command_ends_with_5(params string[] words)
    {
        await using var world = new World();

        var never = await world.Do(words);
        var supervisor = await world.Start();
        await supervisor.End(Processes.Kill);
        var stale = await world.Do(words);
        Directory.Delete(world.State, recursive: true);
        var missing = await world.Do(words);

        foreach (var outcome in new[] { never, stale, missing })
        {
            outcome.Code.Should().Be(5);
            outcome.Output.Should().BeEmpty();
            outcome.ErrorLines.Should().ContainSingle().Which.Should().Contain(world.State);
        }
    }

    [TestCase("explain", "nobody")]
    [TestCase("status", "nobody")]
    [TestCase("start", "nobody")]
    [TestCase("stop", "nobody")]
    [TestCase("restart", "nobody")]
    [TestCase("reload", "nobody")]
    [TestCase("signal", "HUP", "nobody")]
    [TestCase("logs", "nobody")]
    public async Task A_name_that_is_no_profiles_ends_with_4(params string[] words)
    {
        await using var world = new World();
        await world.Start();

        var outcome = await world.Do(words);

        outcome.Code.Should().Be(4);
        outcome.ErrorLines.Should().ContainSingle().Which.Should().Contain("nobody");
    }

    private static string WithoutTime(string line) => line[line.IndexOf(' ', StringComparison.Ordinal)..];
}
