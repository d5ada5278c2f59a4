using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>A supervisor killed at the worst moments, and the next one: never two instances, none lost, and all is well again.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CrashPointTests : IDisposable
{
    // While one instance lives it holds the lock; another leaves its trace.
    private const string Alone = "exec 9>lock; flock -n 9 || echo again >> two; ";
    private const string Foreground = Alone + "exec sleep 1000 9>&9";
    private const string Daemon = "setsid sh -c '" + Alone + "echo $$ > new; mv new pid; exec sleep 1000' </dev/null >/dev/null 2>&1 & exit 0";
    private const int KilledBySigkill = 128 + 9;

    private readonly Workspace workspace = new();
    private readonly string state;
    private readonly string profiles;

    public CrashPointTests()
    {
        state = workspace.NewDirectory("state");
        profiles = workspace.NewDirectory("profiles");
    }

    [TestCase("before-record", null)]
    [TestCase("before-save", null)]
    [TestCase("before-spawn", null)]
    [TestCase("before-hold", null)]
    [TestCase("after-launch", null)]
    [TestCase("before-signal", "restart")]
    [TestCase("after-signal", "restart")]
    [TestCase("after-end", "restart")]
    public Task A_foreground_service_survives_a_crash(string point, string? then) => RecoversFrom(point, then, Foreground, null);

    [TestCase("before-spawn", null)]
    [TestCase("before-hold", null)]
    [TestCase("after-launch", null)]
    [TestCase("daemon-found", null)]
    [TestCase("before-save", null)]
    [TestCase("before-signal", "restart")]
    [TestCase("after-signal", "restart")]
    [TestCase("after-end", "restart")]
    public Task A_daemon_survives_a_crash(string point, string? then) => RecoversFrom(point, then, Daemon, "pid");

    [TestCase("before-signal")]
    [TestCase("after-end")]
    [TestCase("before-forget")]
    [TestCase("after-forget")]
    public async Task A_removed_profile_stays_gone_after_a_crash(string point)
    {
        Profile(Foreground, null);
        await Crash(point, "remove");
        using var next = new ChildProgram(workspace, "supervise", state, profiles);
        await Eventually.Holds(() => Services() == 0 && !File.Exists(Path.Combine(state, "records", "web.record")), "it was stopped and forgotten");
        (await next.EndAsync()).Should().Be(0);
    }

    public void Dispose() => workspace.Dispose();

    private async Task RecoversFrom(string point, string? then, string run, string? pidFile)
    {
        Profile(run, pidFile);
        await Crash(point, then);
        using var next = new ChildProgram(workspace, "supervise", state, profiles);
        await next.WaitFor("web running pid ", "web adopted pid ");
        // What was stopping when the crash came goes on stopping, and then there is a new one: exactly one in the end.
        await Eventually.Holds(() => Services() == 1, "one instance runs");
        (await next.EndAsync()).Should().Be(0);
        File.Exists(Path.Combine(profiles, "web", "two")).Should().BeFalse($"there must never be two\n{string.Join('\n', next.Lines)}");
        Services().Should().Be(0);
    }

    private void Profile(string run, string? pidFile)
    {
        workspace.NewDirectory("profiles/web");
        workspace.Write("profiles/web/restart", "");
        if (pidFile is not null)
            workspace.Write("profiles/web/pid_file", pidFile);
        workspace.Script("profiles/web/run", run);
    }

    private async Task Crash(string point, string? then)
    {
        string[] verb = ["supervise", state, profiles, "--crash-at", point, .. then is null ? Array.Empty<string>() : ["--then", then]];
        using var crashing = new ChildProgram(workspace, verb);
        (await crashing.EndedAsync()).Should().Be(KilledBySigkill, $"it was to crash at {point}, but said:\n{string.Join('\n', crashing.Lines)}");
    }

    private int Services() => workspace.Processes().Count(pid =>
        File.ReadAllText($"/proc/{pid}/comm").StartsWith("sleep", StringComparison.Ordinal));
}
