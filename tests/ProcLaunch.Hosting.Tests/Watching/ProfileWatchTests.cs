using System.Threading.Channels;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Watching;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProfileWatchTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly Channel<IReadOnlySet<string>?> looks = Channel.CreateUnbounded<IReadOnlySet<string>?>();
    private readonly ProfileWatch watch;

    public ProfileWatchTests()
    {
        workspace.NewDirectory("profiles/web");
        watch = new ProfileWatch(workspace.PathOf("profiles"), names => looks.Writer.TryWrite(names), e => Assert.Fail(e.ToString()), TimeProvider.System);
        watch.FollowList();
    }

    [Test]
    public async Task Many_quick_changes_of_one_profile_are_told_together()
    {
        watch.Follow(["web"]).Should().BeTrue();
        for (var i = 0; i < 50; i++)
            workspace.Write("profiles/web/run", $"{i}");
        (await Next()).Should().Equal("web");
        // On a slow machine the writing may outlast the longest wait; far fewer looks than writes in any case.
        looks.Reader.Count.Should().BeLessThan(5);
    }

    [Test]
    public async Task A_new_entry_makes_a_look_at_the_whole_list()
    {
        watch.Follow(["web"]);
        workspace.NewDirectory("profiles/db");
        (await Next()).Should().BeNull();
    }

    [Test]
    public async Task A_profile_that_cannot_be_watched_is_looked_at_all_the_same()
    {
        watch.Follow(["web", "not-there"]).Should().BeFalse();
        (await Next()).Should().BeNull();
        (await Next()).Should().BeNull("again every second");
    }

    [Test]
    public async Task A_profile_that_cannot_be_watched_is_not_forgotten_over_one_with_links()
    {
        watch.Follow(["web", "not-there"]);
        watch.SetBlind("web", true);
        (await Next()).Should().BeNull("looking at the one with links alone would miss the other");
    }

    [Test]
    public async Task Only_profiles_with_links_are_looked_at_every_second()
    {
        watch.Follow(["web"]).Should().BeTrue();
        watch.SetBlind("web", true);
        (await Next()).Should().Equal("web");
    }

    public void Dispose()
    {
        watch.Dispose();
        workspace.Dispose();
    }

    private async Task<IReadOnlySet<string>?> Next() => await looks.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Deadline);
}
