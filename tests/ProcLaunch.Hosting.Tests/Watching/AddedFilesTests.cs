using System.Threading.Channels;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Watching;

/// <summary>The files of profiles that an app added.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AddedFilesTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly ManualTime manual = new();
    private readonly Channel<ProfileEvent> told = Channel.CreateUnbounded<ProfileEvent>();
    private AddedFiles? files;

    [Test]
    public async Task A_changed_an_appearing_and_a_disappearing_file_are_told()
    {
        var path = workspace.Write("app", "1");
        Files(TimeProvider.System).Follow("web", [path]);
        workspace.Write("app", "22");
        await ShouldTell("web");
        File.Delete(path);
        await ShouldTell("web");
        workspace.Write("app", "333");
        await ShouldTell("web");
    }

    [Test]
    public async Task What_changes_behind_a_link_is_told()
    {
        var path = workspace.Write("app", "1");
        File.CreateSymbolicLink(workspace.PathOf("link"), path);
        Files(TimeProvider.System).Follow("web", [workspace.PathOf("link")]);
        workspace.Write("app", "22");
        await ShouldTell("web");
    }

    [Test]
    public async Task A_file_in_a_directory_that_is_made_later_is_told()
    {
        Files(TimeProvider.System).Follow("web", [workspace.PathOf("later/app")]);
        workspace.NewDirectory("later");
        workspace.Write("later/app", "1");
        await ShouldTell("web");
        workspace.Write("later/app", "22");
        await ShouldTell("web");
    }

    [Test]
    public async Task An_entry_that_comes_into_a_directory_is_told()
    {
        Files(TimeProvider.System).Follow("web", [workspace.NewDirectory("plugins")]);
        workspace.Write("plugins/new", "");
        await ShouldTell("web");
    }

    [Test]
    public async Task What_is_not_followed_any_more_is_not_told()
    {
        var (web, db) = (workspace.Write("web", "1"), workspace.Write("db", "1"));
        Files(TimeProvider.System).Follow("web", [web]);
        files!.Follow("db", [db]);
        files.Follow("web", []);
        workspace.Write("web", "22");
        workspace.Write("db", "22");
        await ShouldTell("db");
        told.Reader.TryRead(out _).Should().BeFalse();
    }

    [Test]
    public async Task Where_notifications_come_nothing_is_looked_at_again_and_again()
    {
        var path = workspace.Write("app", "1");
        Files(manual).Follow("web", [path]);
        workspace.Write("app", "22");
        await Eventually.Holds(
            () =>
            {
                manual.Pass(TimeSpan.FromMilliseconds(201));
                return told.Reader.TryRead(out _);
            },
            "the change is told");
        manual.ShortestPeriod.Should().Be(TimeSpan.FromSeconds(60));
    }

    public void Dispose()
    {
        files?.Dispose();
        workspace.Dispose();
    }

    private AddedFiles Files(TimeProvider time) => files = new AddedFiles(happened => told.Writer.TryWrite(happened), time);

    private async Task ShouldTell(string name) =>
        (await told.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline)).Should().Be(new ProfileEvent.FilesChanged(name));
}
