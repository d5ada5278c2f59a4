using System.Text.Json;

namespace ProcLaunch.Cli.Tests.Control;

public sealed class StatusTests
{
    [Test]
    public async Task A_table_shows_what_runs_and_what_is_wrong_with_the_rest()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        world.Add("idle", "exec sleep 1000", ("down", ""));
        world.Add("once", "exit 3");
        world.Add("typo", "exec sleep 1000", ("profile.json", """{"comand": ["x"]}"""));
        await world.Start();
        await world.Log.Running("web");
        await world.Log.Next("once", "died pid");
        await world.Log.Next("typo", "invalid");

        var outcome = await world.Do("status");

        outcome.Error.Should().BeEmpty();
        world.Plain(outcome.Output).Should().Be("""
            NAME  STATE  PID  UPTIME  RESTARTS  CPU  MEMORY  NOTE
            idle  stopped  -  -  0  -  -
            once  stopped  -  -  0  -  -  ended A ago, exit code 3
            typo  stopped  -  -  0  -  -  profile.json:1:2: unknown key "comand"; did you mean "command"?
            web  running  N  A  0  U  U
            """);
        outcome.Code.Should().Be(3, "one of them is not running");
    }

    [Test]
    public async Task Columns_are_aligned()
    {
        await using var world = new World();
        world.Add("a", "exec sleep 1000");
        world.Add("a-much-longer-name", "exec sleep 1000");
        await world.Start();
        await world.Log.Running("a");
        await world.Log.Running("a-much-longer-name");

        var lines = (await world.Do("status")).Output.TrimEnd('\n').Split('\n');

        lines.Select(line => line.IndexOf("running", StringComparison.Ordinal)).Skip(1).Should().AllBeEquivalentTo(lines[0].IndexOf("STATE", StringComparison.Ordinal));
        lines[1].TrimEnd().Length.Should().Be(lines[2].TrimEnd().Length, "numbers are aligned to the right");
    }

    [Test]
    public async Task Json_is_one_object_with_just_the_members_that_are_promised()
    {
        await using var world = new World();
        world.Add("crash", "exit 1", ("restart", ""));
        world.Add("web", "exec sleep 1000");
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        await world.Log.Next("crash", "restarting in");

        var outcome = await world.Do("status", "--json");

        outcome.Output.Should().EndWith("\n").And.Subject.Count(character => character == '\n').Should().Be(1);
        using var json = JsonDocument.Parse(outcome.Output);
        Names(json.RootElement).Should().Equal("supervisor", "profiles");
        var own = json.RootElement.GetProperty("supervisor");
        Names(own).Should().Equal("pid", "version", "startedAt", "stateDirectory", "profilesDirectory");
        own.GetProperty("pid").GetInt32().Should().Be(supervisor.Pid);
        own.GetProperty("stateDirectory").GetString().Should().Be(world.State);
        own.GetProperty("profilesDirectory").GetString().Should().Be(world.Profiles);
        var profiles = json.RootElement.GetProperty("profiles").EnumerateArray().ToList();
        foreach (var profile in profiles)
        {
            Names(profile).Should().Equal(
                "name", "state", "pid", "wanted", "mode", "since", "uptimeSeconds", "restarts", "failures", "nextStartAt", "lastExit", "problem", "cpuPercent", "memoryBytes");
        }
        var (crash, web) = (profiles[0], profiles[1]);
        web.GetProperty("state").GetString().Should().Be("running");
        web.GetProperty("pid").GetInt32().Should().Be(pid);
        web.GetProperty("wanted").GetBoolean().Should().BeTrue();
        web.GetProperty("mode").GetString().Should().Be("foreground");
        web.GetProperty("since").GetString().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        web.GetProperty("uptimeSeconds").GetDouble().Should().BeGreaterThanOrEqualTo(0);
        web.GetProperty("memoryBytes").GetInt64().Should().BePositive();
        web.GetProperty("cpuPercent").ValueKind.Should().Be(JsonValueKind.Number);
        web.GetProperty("lastExit").ValueKind.Should().Be(JsonValueKind.Null);
        Names(crash.GetProperty("lastExit")).Should().Equal("at", "code", "signal");
        crash.GetProperty("lastExit").GetProperty("code").GetInt32().Should().Be(1);
        crash.GetProperty("lastExit").GetProperty("signal").ValueKind.Should().Be(JsonValueKind.Null);
        crash.GetProperty("failures").GetInt32().Should().BeGreaterThan(1);
    }

    [Test]
    public async Task It_ends_with_3_unless_all_that_were_named_run()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        world.Add("idle", "exec sleep 1000", ("down", ""));
        await world.Start();
        await world.Log.Running("web");

        (await world.Do("status", "web")).Code.Should().Be(0);
        (await world.Do("status", "web", "idle")).Code.Should().Be(3);
        (await world.Do("status", "--json", "idle")).Code.Should().Be(3);
        (await world.Do("status", "nobody")).Should().Be(new Outcome(4, "", "proclaunch: there is no profile nobody\n"));
    }

    [Test]
    public async Task Colours_are_for_terminals_and_not_for_those_who_want_none()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        await world.Start();
        await world.Log.Running("web");
        const string onTerminal = "script -qec '\"$P\" status -s \"$S\"' /dev/null";

        (await world.Do("status")).Output.Should().NotContain("\e");
        (await world.Shell($"TERM=xterm {onTerminal}")).Output.Should().Contain("\e[32mrunning\e[0m");
        (await world.Shell($"TERM=xterm NO_COLOR=1 {onTerminal}")).Output.Should().Contain("running").And.NotContain("\e");
    }

    [Test]
    public async Task Watching_prints_anew_what_changed_until_the_supervisor_ends()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        await world.Start();
        await world.Log.Running("web");

        var whole = await world.Follow("status --json --watch web");
        (await world.Do("stop", "web")).Code.Should().Be(0);
        (await world.Do("shutdown")).Code.Should().Be(0);

        var states = (await whole()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("profiles")[0].GetProperty("state").GetString()).ToList();
        states.First().Should().Be("running");
        states.Last().Should().Be("stopped");
    }

    [Test]
    public async Task On_a_terminal_it_is_drawn_in_place()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        await world.Start();
        await world.Log.Running("web");

        var watching = world.Shell("TERM=xterm script -qec '\"$P\" status --watch -s \"$S\"' \"$S/typescript\"");
        // Drawn twice at least: the second time over the first.
        await Deadline.Until(() => File.Exists($"{world.State}/typescript") && File.ReadAllText($"{world.State}/typescript").Contains("\e[2F\e[J", StringComparison.Ordinal), "a second drawing");
        (await world.Do("shutdown")).Code.Should().Be(0);
        await watching;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
