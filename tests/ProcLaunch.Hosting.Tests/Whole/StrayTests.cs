using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What leaves the process group of a service, in a process that is nobody's subreaper: all orphans fall to others.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class StrayTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task A_stray_is_reported_and_stopped_with_its_service()
    {
        await using var supervisor = await Started();
        var (_, stray) = await Run(supervisor, "web", "exec setsid sleep 1000");
        _ = supervisor["web"].StopAsync();
        (await log.WaitFor("web leftovers")).Should().Contain($"pid {stray}");
        await log.WaitFor("web stopped");
        IsAlive(stray).Should().BeFalse("what is stopped has nothing left");
    }

    [Test]
    public async Task An_orphaned_stray_is_stopped_before_the_next_start()
    {
        await using var supervisor = await Started();
        var (pid, stray) = await Run(supervisor, "web", "setsid sh -c 'exec sleep 1000 &'", RestartPolicy.Always);
        Kill(pid);
        await log.WaitFor("web starting");
        IsAlive(stray).Should().BeFalse("nothing of the run before may be there");
    }

    [Test]
    public async Task A_stray_that_makes_another_when_it_is_told_to_end_does_not_escape()
    {
        await using var supervisor = await Started();
        var script = workspace.Script("hydra", "trap 'setsid ./head & exit' TERM\n: > $1.up\nsleep 1000 & wait");
        workspace.Script("head", "echo $$ > head.new; mv head.new head.pid; exec sleep 1000");
        // Longer than the log is waited for: SIGKILL is not what ends it.
        supervisor.Add(Definition("web", $"setsid {script} hydra & exec sleep 1000") with { Stop = new StopSettings { Timeout = Eventually.Deadline + TimeSpan.FromSeconds(15) } });
        await log.PidAfter("web running");
        await Eventually.Holds(() => File.Exists(workspace.PathOf("hydra.up")), "the stray is up");
        _ = supervisor["web"].StopAsync();
        await log.WaitFor("web stopped");
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task The_strays_of_other_profiles_stay()
    {
        await using var supervisor = await Started();
        var (_, stray) = await Run(supervisor, "web", "exec setsid sleep 1000");
        var (_, others) = await Run(supervisor, "db", "exec setsid sleep 1000");
        _ = supervisor["web"].StopAsync();
        await log.WaitFor("web stopped");
        IsAlive(stray).Should().BeFalse();
        IsAlive(others).Should().BeTrue();
    }

    [Test]
    public async Task A_hundred_services_with_strays_are_stopped_together()
    {
        var supervisor = await Started();
        for (var i = 0; i < 100; i++)
            supervisor.Add(Definition($"web-{i}", $"setsid sleep 1000 & : > up.{i}; exec sleep 1000"));
        await Eventually.Holds(() => Directory.GetFiles(workspace.Directory, "up.*").Length == 100 && workspace.Processes().Count == 200, "all are up");
        await supervisor.DisposeAsync();
        workspace.Processes().Should().BeEmpty();
    }

    public void Dispose()
    {
        workspace.Dispose();
        log.Dispose();
    }

    private static bool IsAlive(int pid) => ProcessStat.Of(pid) is { IsDead: false };

    private static void Kill(int pid) => _ = Posix.Libc.kill(pid, Signal.Kill.Number);

    private ProfileDefinition Definition(string name, string script) => workspace.Definition(name, "/bin/sh", "-c", script);

    /// <summary>Runs a service with one helper.</summary>
    /// <param name="helper">What the helper does, in a shell of its own.</param>
    private async Task<(int Service, int Stray)> Run(Supervisor supervisor, string name, string helper, RestartPolicy? restart = null)
    {
        supervisor.Add(Definition(name, $"({helper}) & exec sleep 1001") with { Restart = restart ?? RestartPolicy.Never });
        var pid = await log.PidAfter($"{name} running");
        var strays = new List<int>();
        await Eventually.Holds(
            () =>
            {
                strays = [.. Mine(name).Where(process => ProcessStat.Of(process) is { } stat && stat.Session != pid && stat.Group != pid)];
                return strays.Count == 1 && Mine(name).Count == 2;
            },
            "the helper is in a session of its own, and nothing else is there");
        return (pid, strays[0]);
    }

    private List<int> Mine(string name) => [.. workspace.Processes().Where(pid =>
        System.Text.Encoding.UTF8.GetString(ProcessTable.EnvironmentOf(pid)).Contains($"PROCLAUNCH_PROFILE={name}\0", StringComparison.Ordinal))];

    private async Task<Supervisor> Started()
    {
        var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        await supervisor.StartAsync();
        return supervisor;
    }
}
