using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Environment files and watched files of profiles that an app adds.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchedProfileTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_changed_watched_file_restarts_it_with_or_without_a_profiles_directory(bool withDirectory)
    {
        await using var supervisor = await Started(withDirectory ? workspace.NewDirectory("profiles") : null);
        workspace.Write("app.dll", "1");
        supervisor.Add(Sleeper() with { Watch = ["app.dll"] });
        var first = await log.PidAfter("web running");
        workspace.Write("app.dll", "22");
        await log.WaitFor("web changed on disk");
        await log.WaitFor("web stopping");
        (await log.PidAfter("web running")).Should().NotBe(first);
    }

    [Test]
    public async Task A_profile_that_says_how_is_reloaded_instead()
    {
        await using var supervisor = await Started();
        supervisor.Add(Sleeper() with { Watch = ["appears"], ReloadSignal = new Signal(23) }); // SIGURG: ignored by default
        var pid = await log.PidAfter("web running");
        workspace.Write("appears", "");
        (await log.PidAfter("web reloading")).Should().Be(pid);
    }

    [Test]
    public async Task A_changed_environment_file_takes_effect()
    {
        await using var supervisor = await Started();
        workspace.Write("env", "COLOUR=red\n");
        supervisor.Add(workspace.Definition("web", "/bin/sh", "-c", "echo $COLOUR > seen; exec sleep 1000") with { EnvironmentFiles = ["env"] });
        await Eventually.Holds(() => Seen() == "red\n", "the first value is seen");
        await log.WaitFor("web running");
        workspace.Write("env", "COLOUR=green\n");
        await Eventually.Holds(() => Seen() == "green\n", "the second value is seen");
    }

    [Test]
    public async Task A_missing_environment_file_that_appears_starts_it()
    {
        await using var supervisor = await Started();
        supervisor.Add(Sleeper() with { EnvironmentFiles = ["env"] });
        await log.WaitFor("web start failed: environment file");
        workspace.Write("env", "A=b\n");
        await log.WaitFor("web running");
    }

    [Test]
    public async Task A_removed_profile_is_not_followed_any_more()
    {
        await using var supervisor = await Started();
        supervisor.Add(Sleeper() with { Watch = ["app.dll"] });
        supervisor.Add(workspace.Definition("other", "/bin/sleep", "1000") with { Watch = ["app.dll"] });
        await log.WaitFor("other running");
        _ = supervisor["web"].RemoveAsync();
        await Eventually.Holds(() => supervisor.Find("web") is null, "it is forgotten");
        workspace.Write("app.dll", "");
        await log.WaitFor("other changed on disk");
        await log.WaitFor("other running");
        supervisor.Find("web").Should().BeNull();
        log.CountOf("web starting").Should().Be(1);
    }

    public void Dispose()
    {
        workspace.Dispose();
        log.Dispose();
    }

    private string Seen() => File.Exists(workspace.PathOf("seen")) ? File.ReadAllText(workspace.PathOf("seen")) : "";

    private ProfileDefinition Sleeper() => workspace.Definition("web", "/bin/sleep", "1000");

    private async Task<Supervisor> Started(string? profiles = null)
    {
        var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log, ProfilesDirectory = profiles });
        await supervisor.StartAsync();
        return supervisor;
    }
}
