using ProcLaunch.Core.Tests.Lifecycle;
using ProcLaunch.Runtime;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;

namespace ProcLaunch.Core.Tests.Runtime;

/// <summary>What readers on other threads see while the loop writes.</summary>
public sealed class ViewTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Test]
    public void Events_are_numbered_from_1_without_a_gap()
    {
        var web = new Stage();
        var events = web.View.Subscribe();
        events.Number.Should().Be(0);
        Storm(web.Read(Foreground).Launched(100), 50);

        Numbers(events).Should().Equal(Enumerable.Range(1, 3 + (4 * 50)));
    }

    [Test]
    public async Task A_snapshot_and_the_events_behind_it_have_no_gap_and_no_overlap()
    {
        var web = new Stage();
        var whole = web.View.Subscribe();
        web.Read(Foreground).Launched(100);
        var storm = Task.Run(() => Storm(web, 2000));
        var snapshots = new List<Subscription>();
        while (!storm.IsCompleted)
            snapshots.Add(Latest(snapshots, web.View));
        await storm.WaitAsync(Deadline);

        var all = Read(whole);
        foreach (var snapshot in snapshots)
        {
            var seen = all.TakeWhile(happened => happened.Number <= snapshot.Number).ToList();
            snapshot.Profiles.Single().Confirmations.Should().Be(seen.Count(happened => happened.Kind == SupervisorEventKind.Running));
            snapshot.Profiles.Single().Ends.Should().Be(seen.Count(happened => happened.Kind == SupervisorEventKind.Stopped));
        }
        foreach (var snapshot in snapshots.TakeLast(2))
            Read(snapshot).Should().Equal(all.SkipWhile(happened => happened.Number <= snapshot.Number));
    }

    [Test]
    public async Task A_reader_that_falls_behind_is_told_so_and_holds_nobody_up()
    {
        var web = new Stage().Read(Foreground).Launched(100);
        var slow = web.View.Subscribe();
        var quick = web.View.Subscribe();
        var heard = 0;
        for (var round = 0; round < EventFeed.Capacity; round += 500)
        {
            Storm(web, 500);
            heard += Read(quick).Count;
        }

        heard.Should().Be(4 * EventFeed.Capacity, "another reader misses nothing");
        var read = 0;
        var reading = async () =>
        {
            await foreach (var happened in slow.Events.ReadAllAsync())
                happened.Number.Should().Be(slow.Number + ++read);
        };
        (await reading.Should().ThrowAsync<IOException>()).WithMessage("*fell too far behind*");
        read.Should().Be(EventFeed.Capacity, "what it was told before stays readable");
    }

    [Test]
    public void Who_ended_a_subscription_is_told_nothing_more()
    {
        var web = new Stage().Read(Foreground).Launched(100);
        var events = web.View.Subscribe();
        web.View.Unsubscribe(events.Events);
        web.Stop();

        Read(events).Should().BeEmpty();
        events.Events.Completion.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Test]
    public async Task The_end_of_supervision_ends_readers_and_waiters()
    {
        var web = new Stage().Read(Foreground);
        var events = web.View.Subscribe();
        var wait = web.View.WhenAsync(Stage.Name, info => info is null, default);
        web.View.Complete();

        await events.Events.Completion.WaitAsync(Deadline);
        await FluentActions.Awaiting(() => wait.WaitAsync(Deadline)).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Who_comes_after_the_end_of_supervision_does_not_wait()
    {
        var web = new Stage().Read(Foreground);
        web.View.Complete();

        await web.View.Subscribe().Events.Completion.WaitAsync(Deadline);
        await FluentActions.Awaiting(() => web.View.WhenAsync(Stage.Name, info => info is null, default).WaitAsync(Deadline))
            .Should().ThrowAsync<OperationCanceledException>();
        (await web.View.WhenAsync(Stage.Name, info => info is not null, default)).Should().NotBeNull("it is so already");
    }

    [Test]
    public async Task No_state_is_too_short_to_be_waited_for()
    {
        var web = new Stage().Read(Foreground).Launched(100);
        var wait = web.View.WhenAsync(Stage.Name, info => info is { Pid: 200 }, default);
        web.Exits(1).Launched(200).Exits(1);

        (await wait.WaitAsync(Deadline))!.State.Should().Be(ProfileState.Running);
        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void The_last_dozen_of_what_was_told_of_a_profile_is_kept_until_it_is_removed()
    {
        var web = new Stage().Read(Foreground).Launched(100);
        Storm(web, 5);
        web.Stop();

        var recent = web.View.RecentOf(Stage.Name);
        recent.Should().HaveCount(12);
        recent[^1].Notice.Should().BeOfType<ProcLaunch.Lifecycle.Notice.Stopping>();
        web.View.RecentOf("db").Should().BeEmpty();
        web.Disappear().Exits(0);
        web.View.RecentOf(Stage.Name).Should().BeEmpty();
    }

    /// <summary>Four events a round.</summary>
    private static void Storm(Stage web, int rounds)
    {
        for (var round = 0; round < rounds; round++)
            web.Stop().Exits(0).Start().Launched(200 + round).Forget();
    }

    /// <summary>A new subscription; the one before the last is not read and needs not be kept up to date.</summary>
    private static Subscription Latest(List<Subscription> before, View view)
    {
        if (before.Count > 2)
            view.Unsubscribe(before[^3].Events);
        return view.Subscribe();
    }

    private static IEnumerable<int> Numbers(Subscription subscription) => Read(subscription).Select(happened => (int)happened.Number);

    private static List<SupervisorEvent> Read(Subscription subscription)
    {
        var read = new List<SupervisorEvent>();
        while (subscription.Events.TryRead(out var happened))
            read.Add(happened);
        return read;
    }
}
