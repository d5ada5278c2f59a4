using System.Threading.Channels;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Watching;

/// <summary>A watched file of a profile's directory counts as changed when nobody writes to it any more, whatever made us look.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WatchedFileTests : IDisposable
{
    private static readonly DateTime Before = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Workspace workspace = new();
    private readonly LogLines log = new();
    private readonly ManualTime time = new();
    private readonly Channel<ProfileEvent> told = Channel.CreateUnbounded<ProfileEvent>();
    private ProfileScanner? scanner;

    [TestCase("file")]
    [TestCase("link")]
    public async Task It_is_waited_for_until_two_looks_see_the_same(string watched)
    {
        await Start($"../../{watched}", time);
        workspace.Write("file", "1");
        await Look();
        ShouldBeQuiet();
        workspace.Write("file", "22");
        Pass(1000);
        await Look();
        ShouldBeQuiet();
        Pass(199);
        await Look();
        ShouldBeQuiet();
        Pass(1);
        await Look();
        told.Reader.TryRead(out var change).Should().BeTrue();
        change.Should().BeOfType<ProfileEvent.WasRead>();
        Pass(1000);
        await Look();
        ShouldBeQuiet();
    }

    [Test]
    public async Task Put_back_as_it_was_it_is_no_change()
    {
        await Start("../../file", time);
        workspace.Write("file", "1");
        await Look();
        workspace.Write("file", "");
        File.SetLastWriteTimeUtc(workspace.PathOf("file"), Before);
        await Look();
        Pass(1000);
        await Look();
        ShouldBeQuiet();
    }

    [Test]
    public async Task A_time_in_the_future_postpones_nothing()
    {
        await Start("../../file", time);
        workspace.Write("file", "1");
        File.SetLastWriteTimeUtc(workspace.PathOf("file"), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Look();
        Pass(200);
        await Look();
        told.Reader.TryRead(out _).Should().BeTrue();
    }

    [Test]
    public async Task The_profiles_own_files_do_not_wait_for_it()
    {
        await Start("../../file", time);
        workspace.Write("file", "1");
        await Look();
        workspace.Write("profiles/web/stop_signal", "INT");
        await Look();
        told.Reader.TryRead(out _).Should().BeTrue();
    }

    [Test]
    public async Task A_change_is_noticed_without_being_asked_for()
    {
        await Start("../../file", TimeProvider.System);
        workspace.Write("file", "1");
        await told.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline);
    }

    [Test]
    public async Task An_entry_that_comes_into_a_watched_directory_is_a_change()
    {
        workspace.NewDirectory("plugins");
        await Start("../../plugins", TimeProvider.System);
        workspace.Write("plugins/new", "");
        await told.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline);
    }

    public void Dispose()
    {
        scanner?.Dispose();
        workspace.Dispose();
        log.Dispose();
    }

    private async Task Start(string watched, TimeProvider clock)
    {
        workspace.Write("file", "");
        File.SetLastWriteTimeUtc(workspace.PathOf("file"), Before);
        File.CreateSymbolicLink(workspace.PathOf("link"), workspace.PathOf("file"));
        workspace.NewDirectory("profiles/web");
        workspace.Script("profiles/web/run", "exit 0");
        workspace.Write("profiles/web/profile.json", $$"""{ "watch": ["{{watched}}"] }""");
        scanner = new ProfileScanner(workspace.PathOf("profiles"), new UserAccounts(), _ => null,
            happened => told.Writer.TryWrite(happened), new Announcer(new NoticeLog(log)), clock);
        await scanner.StartAsync([]);
        told.Reader.TryRead(out _).Should().BeTrue();
    }

    private Task Look() => scanner!.RescanAsync();

    private void Pass(int milliseconds) => time.Pass(TimeSpan.FromMilliseconds(milliseconds));

    private void ShouldBeQuiet() => told.Reader.TryRead(out var unexpected).Should().BeFalse($"nothing changed for good, but {unexpected} was told");
}
