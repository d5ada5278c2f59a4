using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Readiness and health as an app uses them.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReadinessTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();
    private readonly CancellationTokenSource patience = new(Eventually.Deadline);

    [Test]
    public async Task A_start_is_done_when_the_check_holds_and_not_before()
    {
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holds = false;
        var web = supervisor.Add(Sleeper() with
        {
            Ready = ReadyWhen.Holds(_ =>
            {
                asked.TrySetResult();
                return Task.FromResult(Volatile.Read(ref holds));
            }),
        });

        var start = web.StartAsync(patience.Token);
        await asked.Task.WaitAsync(patience.Token);
        web.Info.State.Should().Be(ProfileState.Starting);
        Volatile.Write(ref holds, true);
        await start;

        web.Info.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public async Task A_start_that_takes_too_long_says_what_was_missing()
    {
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        var web = supervisor.Add(Sleeper() with { Ready = ReadyWhen.File("up"), StartTimeout = TimeSpan.FromSeconds(1) });

        var start = () => web.StartAsync(patience.Token);

        (await start.Should().ThrowAsync<ProfileStartException>()).Which.Reason.Should().Contain($"there is no {workspace.PathOf("up")}");
        await web.WaitForAsync(ProfileState.Stopped, patience.Token);
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_service_that_is_not_well_any_more_is_restarted_by_its_policy()
    {
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        workspace.Write("well", "");
        var web = supervisor.Add(Sleeper() with
        {
            Health = new HealthCheck(ReadyWhen.File("well")) { Interval = TimeSpan.FromMilliseconds(20), Failures = 2 },
            Restart = RestartPolicy.Always,
        });
        await web.StartAsync(patience.Token);
        var first = web.Info.Pid;

        File.Delete(workspace.PathOf("well"));

        await log.WaitFor("web stopped");
        workspace.Write("well", "");
        await web.WaitForAsync(ProfileState.Running, patience.Token);
        web.Info.Pid.Should().NotBe(first);
        log.All.Should().Contain(line => line.Contains($"there is no {workspace.PathOf("well")}", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_end_of_a_supervisor_ends_its_checks()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        var web = supervisor.Add(Sleeper() with
        {
            Ready = ReadyWhen.Holds(async token =>
            {
                token.Register(cancelled.SetResult);
                asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, token);
                return true;
            }),
        });
        _ = web.StartAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await asked.Task.WaitAsync(patience.Token);

        await supervisor.DisposeAsync();

        await cancelled.Task.WaitAsync(patience.Token);
        workspace.Processes().Should().BeEmpty();
    }

    public void Dispose()
    {
        workspace.Dispose();
        patience.Dispose();
    }

    private ProfileDefinition Sleeper() => workspace.Definition("web", "/bin/sleep", "1000") with { ReadyInterval = TimeSpan.FromMilliseconds(5) };
}
