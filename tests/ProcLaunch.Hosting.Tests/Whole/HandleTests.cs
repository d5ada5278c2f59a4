using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What an app does with a profile it has added.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HandleTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Workspace workspace = new();
    private readonly CancellationTokenSource patience = new(Deadline);

    [Test]
    public async Task Starting_a_profile_starts_the_supervisor_and_completes_when_it_runs()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "exec sleep 1000"));

        await web.StartAsync(patience.Token);

        web.Info.State.Should().Be(ProfileState.Running);
        web.Info.Pid.Should().BePositive();
    }

    [Test]
    public async Task A_start_that_fails_tells_the_profile_the_reason_and_what_was_written_last()
    {
        await using var supervisor = new Supervisor();
        var daemon = supervisor.Add(Shell("mail", "echo reading mail.conf; echo 'line 7: no such option' >&2; exit 3") with { PidFile = "none" });

        var start = () => daemon.StartAsync(patience.Token);

        var failure = (await start.Should().ThrowAsync<ProfileStartException>()).Which;
        failure.Profile.Should().Be("mail");
        failure.Reason.Should().Be("start failed: its run ended with exit code 3 and no pid file");
        failure.Exit.Should().Be(ExitStatus.Exited(3));
        failure.Output.Should().Equal("reading mail.conf", "line 7: no such option");
        failure.Message.Should().Be("""
            mail: start failed: its run ended with exit code 3 and no pid file
            Its last output:
                reading mail.conf
                line 7: no such option
            """);
    }

    [Test]
    public async Task Stopping_completes_when_it_is_gone_and_restarting_when_another_runs()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "exec sleep 1000"));
        await web.StartAsync(patience.Token);
        var first = web.Info.Pid;

        await web.RestartAsync(patience.Token);
        web.Info.Pid.Should().NotBe(first);
        await web.StopAsync(patience.Token);

        web.Info.State.Should().Be(ProfileState.Stopped);
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_signal_reaches_what_runs_and_is_refused_by_what_does_not()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "trap 'echo got it' USR1; echo ready; while :; do sleep 0.05; done"));
        await web.StartAsync(patience.Token);
        await using var lines = web.Output.ReadLinesAsync(lastLines: 10, patience.Token).GetAsyncEnumerator();
        (await lines.MoveNextAsync()).Should().BeTrue();
        lines.Current.Should().Be("ready");

        await web.SignalAsync(new Signal(10), patience.Token);

        (await lines.MoveNextAsync()).Should().BeTrue();
        lines.Current.Should().Be("got it");
        await web.StopAsync(patience.Token);
        var late = () => web.SignalAsync(new Signal(10), patience.Token);
        (await late.Should().ThrowAsync<ProfileException>()).WithMessage("web: it is stopped: there is nothing to send a signal to");
    }

    [Test]
    public async Task The_last_lines_can_be_read_when_it_has_ended()
    {
        await using var supervisor = new Supervisor();
        var once = supervisor.Add(Shell("once", "echo one; echo two; echo three"));
        await once.StartAsync(patience.Token);
        await once.WaitForAsync(ProfileState.Stopped, patience.Token);

        once.Output.LastLines(2).Should().Equal("two", "three");
    }

    [Test]
    public async Task Waiting_for_a_state_returns_the_profile_as_it_was_then()
    {
        await using var supervisor = new Supervisor();
        var once = supervisor.Add(Shell("once", "exit 7"));

        var info = await once.WaitForAsync(ProfileState.Stopped, patience.Token);
        while (info.LastExit is null)
            info = await once.WaitForAsync(ProfileState.Stopped, patience.Token);

        info.LastExit.Should().Be(ExitStatus.Exited(7));
    }

    [Test]
    public async Task What_is_removed_is_stopped_and_forgotten()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "exec sleep 1000"));
        await web.StartAsync(patience.Token);

        await web.RemoveAsync(patience.Token);

        supervisor.Find("web").Should().BeNull();
        workspace.Processes().Should().BeEmpty();
        var start = () => web.StartAsync(patience.Token);
        await start.Should().ThrowAsync<ProfileNotFoundException>().WithMessage("web: there is no such profile");
    }

    [Test]
    public async Task A_handle_says_why()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "exec sleep 1000") with { Down = true });

        (await web.ExplainAsync(patience.Token)).Should().Contain("It is marked down, so it is started by hand only, or when down is removed.");
    }

    [Test]
    public async Task Who_waits_when_the_supervisor_ends_is_told_so()
    {
        var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("web", "exec sleep 1000") with { Down = true });
        var waiting = web.WaitForAsync(ProfileState.Running, patience.Token);
        await supervisor.StartAsync(patience.Token);

        await supervisor.DisposeAsync();

        var wait = () => waiting;
        await wait.Should().ThrowAsync<ObjectDisposedException>();
        var start = () => web.StartAsync(patience.Token);
        await start.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Test]
    public async Task A_cancelled_wait_leaves_the_start_alone()
    {
        await using var supervisor = new Supervisor();
        await supervisor.StartAsync(patience.Token);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var web = supervisor.Add(Shell("web", "exec sleep 1000"));

        var start = () => web.StartAsync(cancelled.Token);

        await start.Should().ThrowAsync<OperationCanceledException>();
        await web.WaitForAsync(ProfileState.Running, patience.Token);
    }

    [Test]
    public async Task What_an_earlier_supervisor_left_is_known_before_what_was_added_is_started()
    {
        var state = workspace.NewDirectory("state");
        var first = new Supervisor(new SupervisorOptions { StateDirectory = state, ServicesEndWithHost = false });
        await first.Add(Shell("web", "exec sleep 1000")).StartAsync(patience.Token);
        await first.LeaveAsync();
        var left = workspace.Processes().Should().ContainSingle().Subject;

        await using var second = new Supervisor(new SupervisorOptions { StateDirectory = state });
        // Added before anybody looked for what still runs; another definition, so it is restarted.
        await second.Add(Shell("web", "exec sleep 1001")).StartAsync(patience.Token);
        await Eventually.Holds(() => !workspace.Processes().Contains(left), "the first is gone");

        workspace.Processes().Should().ContainSingle();
    }

    public void Dispose()
    {
        patience.Dispose();
        workspace.Dispose();
    }

    private ProfileDefinition Shell(string name, string script) => workspace.Definition(name, "/bin/sh", "-c", script);
}
