using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What the log says of starts that fail, and when.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FailedStartTests : IDisposable
{
    private const string Failed = "web start failed: its run ended with exit code 1 and no pid file";

    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task Each_shows_what_its_own_run_wrote_last_and_is_said_once()
    {
        await using var supervisor = await Started();
        workspace.Write("round", "0");
        supervisor.Add(Daemon("read n < round; n=$((n+1)); echo $n > round; echo begin $n; echo failure $n >&2; exit 1") with
        {
            Restart = RestartPolicy.OnFailure,
        });
        for (var round = 1; round <= 3; round++)
        {
            await log.WaitFor("web starting");
            (await log.WaitFor(Failed)).Should().Be($"; it last wrote: begin {round} | failure {round}");
        }
        log.All.Count(line => line.StartsWith(Failed, StringComparison.Ordinal)).Should().BeInRange(3, 4);
    }

    [Test]
    public async Task One_that_wrote_nothing_shows_nothing_of_the_run_before()
    {
        await using var supervisor = await Started();
        supervisor.Add(Daemon("echo why; exit 1"));
        (await log.WaitFor(Failed)).Should().Be("; it last wrote: why");
        supervisor.Add(Daemon("exit 1"));
        (await log.WaitFor(Failed)).Should().BeEmpty();
        supervisor.Add(workspace.Definition("web", "/no/such/program"));
        (await log.WaitFor("web start failed: ")).Should().NotContain("last wrote");
    }

    [Test]
    public async Task A_logger_that_hangs_holds_up_nothing_but_the_log_and_who_waits_for_it()
    {
        using var let = new ManualResetEventSlim();
        log.WhenWritten = _ => let.Wait(Eventually.Deadline);
        await using var supervisor = await Started();
        supervisor.Add(workspace.Definition("web", "/bin/sleep", "1000"));
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Running }, "it runs");
        var stopped = supervisor.StopAllAsync();
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Stopped }, "it is stopped");
        workspace.Processes().Should().BeEmpty();
        stopped.IsCompleted.Should().BeFalse("the log does not say so yet");
        let.Set();
        await stopped.WaitAsync(Eventually.Deadline);
        log.All.Last().Should().Be("web stopped");
    }

    public void Dispose()
    {
        workspace.Dispose();
        log.Dispose();
    }

    private ProfileDefinition Daemon(string script) => workspace.Definition("web", "/bin/sh", "-c", script) with { PidFile = "web.pid" };

    private async Task<Supervisor> Started()
    {
        var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        await supervisor.StartAsync();
        return supervisor;
    }
}
