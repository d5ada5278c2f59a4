using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Requests that are waited for, with real processes.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class RequestTests : IDisposable
{
    /// <summary>For a service that does not want to end: longer than a test may take.</summary>
    private static readonly StopSettings Patient = new() { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>After the second failure, not within any test.</summary>
    private static readonly RestartPolicy Slowly = RestartPolicy.Always with { InitialDelay = TimeSpan.FromMinutes(10), MaxDelay = TimeSpan.FromMinutes(10) };

    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task A_start_completes_when_it_runs()
    {
        await using var supervisor = await With(Sleeper("web") with { Down = true });

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default));

        outcome.Problem.Should().BeNull();
        outcome.Profile.Should().Match<ProfileInfo>(web => web.State == ProfileState.Running && web.Pid != null);
        ProcessStat.Of(outcome.Profile!.Pid!.Value).Should().NotBeNull();
    }

    [Test]
    public async Task A_start_that_is_not_waited_for_completes_when_it_was_taken()
    {
        await using var supervisor = await With(Daemon("web", "read go < gate; ") with { Down = true });
        workspace.Fifo("gate");

        (await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: false, default))).Profile!.State.Should().Be(ProfileState.Starting);

        await Workspace.Release(workspace.PathOf("gate"));
        await log.WaitFor("web running");
    }

    [Test]
    public async Task A_start_of_what_runs_completes_at_once_with_the_same_pid()
    {
        await using var supervisor = await With(Sleeper("web"));
        var pid = await log.PidAfter("web running");

        (await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default))).Profile!.Pid.Should().Be(pid);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_start_that_fails_says_why(bool restarted)
    {
        var policy = restarted ? RestartPolicy.Always : RestartPolicy.Never;
        await using var supervisor = await With(workspace.Definition("web", "./none") with { Down = true, Restart = policy });

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default));

        outcome.Problem.Should().StartWith("start failed: ").And.Contain("none");
        supervisor.Find("web")!.Wanted.Should().Be(restarted);
    }

    [Test]
    public async Task A_start_of_what_keeps_dying_is_decided_by_its_own_attempt()
    {
        // Without its file «good» it ends as soon as it was started, again and again.
        await using var supervisor = await With(workspace.Definition("web", "/bin/sh", "-c", "[ -e good ] && exec sleep 1000; exit 7") with { Restart = Slowly });
        await log.WaitFor("web restarting in");
        workspace.Write("good", "");
        var before = supervisor.Find("web")!;

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default));

        outcome.Problem.Should().BeNull();
        outcome.Profile!.Confirmations.Should().Be(before.Confirmations + 1);
        ProcessStat.Of(outcome.Profile.Pid!.Value).Should().NotBeNull();
    }

    [Test]
    public async Task A_failure_before_the_order_does_not_answer_for_it()
    {
        await using var supervisor = await With(workspace.Definition("web", "./later") with { Restart = Slowly });
        await log.WaitFor("web restarting in");
        workspace.Script("later", "exec sleep 1000");

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default));

        outcome.Problem.Should().BeNull();
        outcome.Profile!.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public async Task A_stop_completes_when_nothing_of_it_is_left()
    {
        await using var supervisor = await With(workspace.Definition("web", "/bin/sh", "-c", "sleep 1000 & exec sleep 1000"));
        await log.WaitFor("web running");

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default));

        outcome.Should().Match<RequestOutcome>(done => done.Problem == null && done.Profile!.State == ProfileState.Stopped && !done.Profile.Wanted);
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_stop_of_what_is_stopped_completes_at_once()
    {
        await using var supervisor = await With(Sleeper("web") with { Down = true });

        (await Within(supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default))).Profile!.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public async Task A_stop_that_is_overtaken_by_a_start_completes_all_the_same_and_both_are_told_the_truth()
    {
        await using var supervisor = await With(Stubborn("web"));
        var first = await StubbornPid();
        var stop = supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default);
        await log.WaitFor("web stopping");
        var start = supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default);
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Stopping, Wanted: true }, "the start was taken");
        stop.IsCompleted.Should().BeFalse();
        start.IsCompleted.Should().BeFalse();

        await Workspace.Release(workspace.PathOf("gate"));

        (await Within(stop)).Problem.Should().BeNull();
        var outcome = await Within(start);
        outcome.Problem.Should().BeNull();
        outcome.Profile!.State.Should().Be(ProfileState.Running);
        outcome.Profile.Pid.Should().NotBe(first);
    }

    [Test]
    public async Task A_start_that_is_overtaken_by_a_stop_says_so()
    {
        workspace.Fifo("gate");
        await using var supervisor = await With(Daemon("web", "read go < gate; ") with { Down = true });
        var start = supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default);
        await log.WaitFor("web starting");
        var stop = supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default);
        await log.WaitFor("web stopping");

        await Workspace.Release(workspace.PathOf("gate"));

        (await Within(start)).Problem.Should().Be("it was told to stop meanwhile");
        (await Within(stop)).Should().Match<RequestOutcome>(done => done.Problem == null && done.Profile!.State == ProfileState.Stopped);
    }

    [Test]
    public async Task A_restart_completes_when_it_runs_under_another_pid()
    {
        await using var supervisor = await With(Sleeper("web"));
        var first = await log.PidAfter("web running");

        var outcome = await Within(supervisor.Requests.AskAsync(RequestKind.Restart, "web", wait: true, default));

        outcome.Problem.Should().BeNull();
        outcome.Profile!.State.Should().Be(ProfileState.Running);
        outcome.Profile.Pid.Should().NotBe(first);
    }

    [Test]
    public async Task A_restart_of_what_is_stopped_starts_it()
    {
        await using var supervisor = await With(Sleeper("web") with { Down = true });

        (await Within(supervisor.Requests.AskAsync(RequestKind.Restart, "web", wait: true, default))).Profile!.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public async Task A_signal_reaches_the_main_process()
    {
        await using var supervisor = await With(workspace.Definition("web", "/bin/sh", "-c", "trap 'echo usr1 > got; mv got usr1' USR1; echo > up; while :; do sleep 1000 & wait; done"));
        await Eventually.Holds(() => File.Exists(workspace.PathOf("up")), "its trap is set");
        // It may be up before its launch has been told.
        await log.WaitFor("web running");

        var outcome = await Within(supervisor.Requests.SignalAsync("web", new Signal(10)));

        outcome.Problem.Should().BeNull();
        await Eventually.Holds(() => File.Exists(workspace.PathOf("usr1")), "the signal came");
    }

    [Test]
    public async Task What_is_stopped_can_be_sent_nothing()
    {
        await using var supervisor = await With(Sleeper("web") with { Down = true });

        (await Within(supervisor.Requests.ReloadAsync("web"))).Problem.Should().Be("it is stopped: there is nothing to send a signal to");
        (await Within(supervisor.Requests.SignalAsync("web", Signal.Hangup))).Problem.Should().Be("it is stopped: there is nothing to send a signal to");
    }

    private static async Task<T> Within<T>(Task<T> task) => await task.WaitAsync(Eventually.Deadline);

    private ProfileDefinition Sleeper(string name) => workspace.Definition(name, "/bin/sleep", "1000");

    /// <summary>Ignores SIGTERM until something is written into its gate; its next instance does not.</summary>
    private ProfileDefinition Stubborn(string name)
    {
        workspace.Fifo("gate");
        return workspace.Definition(name, "/bin/sh", "-c", "[ -e up ] && exec sleep 1000; trap '' TERM; echo $$ > new; mv new up; read go < gate") with { Stop = Patient, Restart = RestartPolicy.Never };
    }

    private async Task<int> StubbornPid()
    {
        await Eventually.Holds(() => File.Exists(workspace.PathOf("up")), "it ignores SIGTERM");
        return await log.PidAfter("web running");
    }

    private ProfileDefinition Daemon(string name, string first) =>
        workspace.Definition(name, "/bin/sh", "-c", first + "setsid sleep 1000 & echo $! > pid") with { PidFile = "pid" };

    private Task<Supervisor> With(params ProfileDefinition[] profiles) => With(null, profiles);

    private async Task<Supervisor> With(string? state, params ProfileDefinition[] profiles)
    {
        var supervisor = new Supervisor(new SupervisorOptions { StateDirectory = state, LoggerFactory = log });
        await supervisor.StartAsync();
        foreach (var profile in profiles)
            supervisor.Add(profile);
        return supervisor;
    }
}
