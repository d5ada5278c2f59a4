using System.Threading.Channels;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Watching;

/// <summary>What appears, changes and disappears in the profiles directory is told, once, by itself.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProfileScannerTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();
    private readonly Channel<ProfileEvent> told = Channel.CreateUnbounded<ProfileEvent>();
    private readonly Announcer announcer;
    private readonly ProfileScanner scanner;

    public ProfileScannerTests()
    {
        var profiles = workspace.NewDirectory("profiles");
        announcer = new Announcer(new NoticeLog(log));
        scanner = new ProfileScanner(profiles, new UserAccounts(), _ => null, happened => told.Writer.TryWrite(happened), announcer, TimeProvider.System);
    }

    [Test]
    public async Task What_is_there_is_told_when_it_starts()
    {
        Profile("web", "exit 0");
        Profile("db", "exit 0");
        await scanner.StartAsync([]);
        (await Read()).Name.Should().Be("db");
        (await Read()).Name.Should().Be("web");
        ShouldBeQuiet();
    }

    [Test]
    public async Task An_added_profile_is_told()
    {
        await scanner.StartAsync([]);
        Profile("web", "exit 0");
        (await UntilDefined()).Name.Should().Be("web");
    }

    [Test]
    public async Task A_changed_file_is_told_with_another_stamp()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        var before = await Read();
        workspace.Script("profiles/web/run", "exit 1");
        var after = await Read();
        after.Stamp.Should().NotBe(before.Stamp);
        after.SwitchStamp.Should().Be(before.SwitchStamp);
    }

    [Test]
    public async Task A_switch_is_told_as_such()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        var before = await Read();
        workspace.Write("profiles/web/down", "");
        var after = await Read();
        after.Stamp.Should().Be(before.Stamp);
        after.SwitchStamp.Should().NotBe(before.SwitchStamp);
    }

    [Test]
    public async Task A_run_that_becomes_executable_is_told()
    {
        workspace.NewDirectory("profiles/web");
        workspace.Write("profiles/web/run", "#!/bin/sh\n");
        await scanner.StartAsync([]);
        await Read();
        File.SetUnixFileMode(workspace.PathOf("profiles/web/run"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Read();
    }

    [Test]
    public async Task A_removed_profile_is_told()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        await Read();
        Directory.Delete(workspace.PathOf("profiles/web"), recursive: true);
        await Eventually.Holds(() => told.Reader.TryRead(out var next) && next is ProfileEvent.Disappeared { Profile: "web" }, "it disappeared");
    }

    [Test]
    public async Task A_profile_of_an_earlier_supervisor_that_is_gone_has_disappeared()
    {
        await scanner.StartAsync(["web"]);
        (await Next()).Should().Be(new ProfileEvent.Disappeared("web"));
    }

    [Test]
    public async Task A_change_behind_a_link_is_told()
    {
        var real = workspace.Script("real", "exit 0");
        workspace.NewDirectory("profiles/web");
        File.CreateSymbolicLink(workspace.PathOf("profiles/web/run"), real);
        await scanner.StartAsync([]);
        await Read();
        workspace.Script("real", "exit 12");
        await Read();
    }

    [Test]
    public async Task A_service_that_writes_into_its_directory_changes_nothing()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        await Read();
        for (var i = 0; i < 100; i++)
            workspace.Write("profiles/web/data", $"{i}");
        await scanner.RescanAsync();
        ShouldBeQuiet();
    }

    [Test]
    public async Task A_vanished_profiles_directory_changes_nothing_and_is_said_once()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        await Read();
        Directory.Move(workspace.PathOf("profiles"), workspace.PathOf("away"));
        await log.WaitFor("ProcLaunch cannot read the profiles directory");
        await scanner.RescanAsync();
        await scanner.RescanAsync();
        Directory.Move(workspace.PathOf("away"), workspace.PathOf("profiles"));
        await log.WaitFor("ProcLaunch the profiles directory");
        ShouldBeQuiet();
        log.All.Count(line => line.Contains("cannot read the profiles directory", StringComparison.Ordinal)).Should().Be(1);
        // And it is listened to again.
        Profile("db", "exit 0");
        (await UntilDefined()).Name.Should().Be("db");
    }

    [Test]
    public async Task A_name_that_is_not_allowed_is_said_once()
    {
        workspace.NewDirectory("profiles/not allowed");
        workspace.NewDirectory("profiles/.hidden");
        await scanner.StartAsync([]);
        await scanner.RescanAsync();
        ShouldBeQuiet();
        await announcer.WhenIdle();
        log.All.Should().ContainSingle().Which.Should().Contain("not allowed");
    }

    [Test]
    public async Task A_directory_replaced_by_another_is_listened_to()
    {
        Profile("web", "exit 0");
        await scanner.StartAsync([]);
        await Read();
        Profile("../other", "exit 1");
        Directory.Move(workspace.PathOf("profiles/web"), workspace.PathOf("old"));
        Directory.Move(workspace.PathOf("other"), workspace.PathOf("profiles/web"));
        var replaced = await UntilDefined();
        workspace.Script("profiles/web/run", "exit 123");
        (await UntilDefined()).Stamp.Should().NotBe(replaced.Stamp);
    }

    public void Dispose()
    {
        scanner.Dispose();
        workspace.Dispose();
        log.Dispose();
    }

    private void Profile(string name, string run)
    {
        workspace.NewDirectory("profiles/" + name);
        workspace.Script($"profiles/{name}/run", run);
    }

    private async Task<ProfileEvent> Next() => await told.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline);

    private async Task<Profiles.ProfileReading> Read() => (await Next()).Should().BeOfType<ProfileEvent.WasRead>().Subject.Reading;

    /// <summary>The first reading of a complete profile: half-written ones may come before it where a machine is slow.</summary>
    private async Task<Profiles.ProfileReading> UntilDefined()
    {
        while (true)
        {
            if (await Next() is ProfileEvent.WasRead { Reading.Definition: not null } read)
                return read.Reading;
        }
    }

    private void ShouldBeQuiet() => told.Reader.TryRead(out var unexpected).Should().BeFalse($"nothing changed, but {unexpected} was told");
}
