using System.Text.Json.Nodes;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>What each method does and answers.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MethodTests : ControlFixture
{
    [Test]
    public async Task Status_tells_of_the_supervisor_and_of_each_profile()
    {
        await StartAsync();
        var pid = await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var status = await client.ResultAsync("status");

        status["supervisor"]!["pid"]!.GetValue<int>().Should().Be(Environment.ProcessId);
        status["supervisor"]!["version"]!.GetValue<string>().Should().MatchRegex(@"^\d+\.\d+\.\d+$");
        status["supervisor"]!["stateDirectory"]!.GetValue<string>().Should().Be(State);
        status["supervisor"]!["profilesDirectory"].Should().BeNull();
        var web = status["profiles"]!.AsArray().Single()!;
        web.AsObject().Select(member => member.Key).Should().Equal(
            "name", "state", "pid", "wanted", "mode", "since", "uptimeSeconds", "restarts", "failures", "nextStartAt", "lastExit", "problem", "cpuPercent", "memoryBytes");
        web["pid"]!.GetValue<int>().Should().Be(pid);
        web["state"]!.GetValue<string>().Should().Be("running");
        web["memoryBytes"]!.GetValue<long>().Should().BePositive();
        web["since"]!.GetValue<string>().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
    }

    [Test]
    public async Task Status_of_some_tells_of_these_and_measures_nothing_unless_asked()
    {
        await StartAsync();
        await AddSleeperAsync("db");
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var status = await client.ResultAsync("status", """{"names":["web"],"usage":false}""");

        var web = status["profiles"]!.AsArray().Single()!;
        web["name"]!.GetValue<string>().Should().Be("web");
        web["memoryBytes"].Should().BeNull();
    }

    [Test]
    public async Task Stop_waits_until_nothing_is_left_and_start_until_it_runs()
    {
        await StartAsync();
        var first = await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var stopped = Only(await client.ResultAsync("stop", """{"names":["web"],"waitSeconds":30}"""));
        stopped["state"]!.GetValue<string>().Should().Be("stopped");
        stopped["problem"].Should().BeNull();
        Workspace.Processes().Should().BeEmpty();

        var started = Only(await client.ResultAsync("start", """{"all":true,"waitSeconds":30}"""));
        started["state"]!.GetValue<string>().Should().Be("running");
        started["pid"]!.GetValue<int>().Should().NotBe(first).And.Be(Workspace.Processes().Single());
    }

    [Test]
    public async Task Restart_gives_a_new_process()
    {
        await StartAsync();
        var first = await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var restarted = Only(await client.ResultAsync("restart", """{"names":["web"],"waitSeconds":30}"""));

        restarted["pid"]!.GetValue<int>().Should().NotBe(first).And.Be(Workspace.Processes().Single());
    }

    [Test]
    public async Task A_failed_start_is_answered_with_its_reason()
    {
        await StartAsync();
        Supervisor.Add(Workspace.Definition("web", "/no/such/program") with { Down = true });
        await Eventually.Holds(() => Supervisor.Find("web") is not null, "it is known");
        var client = await ConnectAsync();

        var failed = Only(await client.ResultAsync("start", """{"names":["web"],"waitSeconds":30}"""));

        failed["problem"]!.GetValue<string>().Should().Contain("/no/such/program");
    }

    [Test]
    public async Task Waiting_ends_when_its_time_is_over_and_the_order_stands()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        var client = await ConnectAsync();

        var late = Only(await client.ResultAsync("start", """{"names":["slow"],"waitSeconds":0.05}"""));

        late["problem"]!.GetValue<string>().Should().Contain("was not running within 50ms; the request stands");
        await Workspace.Release(gate);
        await Log.PidAfter("slow running");
    }

    [Test]
    public async Task Without_a_wait_the_answer_comes_at_once()
    {
        await StartAsync();
        await AddSlowAsync("slow");
        var client = await ConnectAsync();

        var begun = Only(await client.ResultAsync("start", """{"names":["slow"]}"""));

        begun["state"]!.GetValue<string>().Should().Be("starting");
        begun["problem"].Should().BeNull();
    }

    [Test]
    public async Task Reload_and_signal_reach_the_main_process()
    {
        await StartAsync();
        Supervisor.Add(Workspace.Definition("web", "/bin/sh", "-c", "trap 'echo hup > told' HUP; trap 'echo usr1 > told' USR1; echo > up; while :; do sleep 1000 & wait; done"));
        await Eventually.Holds(() => File.Exists(Workspace.PathOf("up")), "it has set its traps");
        var client = await ConnectAsync();

        Only(await client.ResultAsync("reload", """{"names":["web"]}"""))["problem"].Should().BeNull();
        await Eventually.Holds(() => Told() == "hup\n", "it was sent SIGHUP");
        Only(await client.ResultAsync("signal", """{"signal":"usr1","names":["web"]}"""))["problem"].Should().BeNull();
        await Eventually.Holds(() => Told() == "usr1\n", "it was sent SIGUSR1");
    }

    [Test]
    public async Task What_is_stopped_cannot_be_signalled_and_the_answer_says_so()
    {
        await StartAsync();
        await AddSlowAsync("slow");
        var client = await ConnectAsync();

        var refused = Only(await client.ResultAsync("signal", """{"signal":"TERM","names":["slow"]}"""));

        refused["problem"]!.GetValue<string>().Should().Contain("it is stopped");
    }

    [Test]
    public async Task Explain_says_why_in_sentences_and_what_the_log_said_last()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var explained = await client.ResultAsync("explain", """{"name":"web"}""");

        explained["state"]!.GetValue<string>().Should().Be("running");
        explained["sentences"]!.AsArray().Should().NotBeEmpty();
        explained["recent"]!.AsArray().Select(told => told!["message"]!.GetValue<string>()).Should().Contain("starting");
    }

    [Test]
    public async Task Rescan_has_looked_when_it_answers()
    {
        var profiles = Workspace.NewDirectory("profiles");
        await StartAsync(profilesDirectory: profiles);
        var client = await ConnectAsync();
        Directory.CreateDirectory(Path.Combine(profiles, "new"));
        File.WriteAllText(Path.Combine(profiles, "new", "down"), "");
        Workspace.Script("profiles/new/run", "exec sleep 1000");

        (await client.ResultAsync("rescan")).AsObject().Should().BeEmpty();

        (await client.ResultAsync("status"))["profiles"]!.AsArray().Single()!["name"]!.GetValue<string>().Should().Be("new");
    }

    [TestCase("{}", false)]
    [TestCase("""{"leave":true}""", true)]
    public async Task Shutdown_is_answered_and_then_asked_of_the_program(string parameters, bool leave)
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        await client.ResultAsync("shutdown", parameters);

        (await Supervisor.ShutdownRequested.WaitAsync(Eventually.Deadline)).Leave.Should().Be(leave);
        if (leave)
            Is("web", ProfileState.Running).Should().BeTrue();
        else
            await Log.WaitFor("web stopped");
    }

    private static JsonNode Only(JsonNode orders) => orders["profiles"]!.AsArray().Single()!;

    private string Told() => File.Exists(Workspace.PathOf("told")) ? File.ReadAllText(Workspace.PathOf("told")) : "";
}
