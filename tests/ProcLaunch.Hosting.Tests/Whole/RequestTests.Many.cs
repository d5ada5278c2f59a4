using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Whole;

public sealed partial class RequestTests
{
    [Test]
    public async Task A_request_for_a_profile_that_is_not_there_says_so()
    {
        await using var supervisor = await With();
        var requests = supervisor.Requests;
        foreach (var what in Enum.GetValues<RequestKind>())
            (await Within(requests.AskAsync(what, "web", wait: true, default))).Should().Be(RequestOutcome.NoSuchProfile);
        (await Within(requests.ReloadAsync("web"))).Should().Be(RequestOutcome.NoSuchProfile);
        (await Within(requests.SignalAsync("web", Signal.Hangup))).Should().Be(RequestOutcome.NoSuchProfile);
    }

    [Test]
    public async Task A_start_of_what_is_removed_meanwhile_says_so()
    {
        workspace.Fifo("gate");
        await using var supervisor = await With(Daemon("web", "read go < gate; ") with { Down = true });
        var start = supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default);
        await log.WaitFor("web starting");
        _ = supervisor["web"].RemoveAsync();
        await log.WaitFor("web stopping");

        await Workspace.Release(workspace.PathOf("gate"));

        (await Within(start)).Should().Match<RequestOutcome>(done => done.Problem == "it was removed meanwhile");
    }

    [Test]
    public async Task A_wait_that_is_given_up_leaves_the_operation_running()
    {
        await using var supervisor = await With(Stubborn("web"));
        await StubbornPid();
        using var patience = new CancellationTokenSource();
        var stop = supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, patience.Token);
        await log.WaitFor("web stopping");

        await patience.CancelAsync();

        await FluentActions.Awaiting(() => Within(stop)).Should().ThrowAsync<OperationCanceledException>();
        supervisor.Find("web")!.State.Should().Be(ProfileState.Stopping);
        await Workspace.Release(workspace.PathOf("gate"));
        await log.WaitFor("web stopped");
    }

    [Test]
    public async Task The_end_of_supervision_ends_a_wait()
    {
        var state = workspace.NewDirectory("state");
        var supervisor = await With(state, Stubborn("web"));
        await StubbornPid();
        var stop = supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default);
        await log.WaitFor("web stopping");

        await supervisor.LeaveAsync();

        await FluentActions.Awaiting(() => Within(stop)).Should().ThrowAsync<Exception>();
        stop.Exception?.InnerException.Should().NotBeOfType<TimeoutException>();
        stop.IsCompleted.Should().BeTrue();
    }

    [Test]
    public async Task Two_hundred_requests_at_once_are_all_answered()
    {
        await using var supervisor = await With([.. Enumerable.Range(0, 10).Select(number => Sleeper($"web-{number}") with { Down = true })]);
        var starts = Enumerable.Range(0, 200).Select(number => Task.Run(() => supervisor.Requests.AskAsync(RequestKind.Start, $"web-{number % 10}", wait: true, default))).ToList();

        var outcomes = await Within(Task.WhenAll(starts));

        outcomes.Should().OnlyContain(outcome => outcome.Problem == null && outcome.Profile!.State == ProfileState.Running);
        workspace.Processes().Should().HaveCount(10);
        await Within(Task.WhenAll(Enumerable.Range(0, 200).Select(number => Task.Run(() => supervisor.Requests.AskAsync(RequestKind.Stop, $"web-{number % 10}", wait: true, default)))));
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task Starts_and_stops_at_random_are_all_answered_and_the_last_one_holds()
    {
        await using var supervisor = await With(Sleeper("web") with { Down = true });
        var random = new Random(4);
        var orders = new List<Task<RequestOutcome>>();
        for (var i = 0; i < 100; i++)
        {
            orders.Add(random.Next(3) switch
            {
                0 => supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default),
                1 => supervisor.Requests.AskAsync(RequestKind.Stop, "web", wait: true, default),
                _ => supervisor.Requests.AskAsync(RequestKind.Restart, "web", wait: true, default),
            });
        }
        orders.Add(supervisor.Requests.AskAsync(RequestKind.Start, "web", wait: true, default));

        var outcomes = await Within(Task.WhenAll(orders));

        outcomes[^1].Should().Match<RequestOutcome>(last => last.Problem == null && last.Profile!.State == ProfileState.Running);
        supervisor.Find("web")!.State.Should().Be(ProfileState.Running);
        workspace.Processes().Should().ContainSingle();
    }

    [Test]
    public async Task A_state_is_explained()
    {
        await using var supervisor = await With(Sleeper("web"));
        var pid = await log.PidAfter("web running");

        var account = await Within(supervisor.ExplainAsync("web"));

        account!.Profile.State.Should().Be(ProfileState.Running);
        account.Sentences.Should().HaveCount(2).And.Contain(sentence => sentence.EndsWith($", as pid {pid}.", StringComparison.Ordinal));
        account.Recent.Select(recent => recent.Notice.GetType().Name).Should().Equal("Added", "Starting", "Running");
        (await Within(supervisor.ExplainAsync("db"))).Should().BeNull();
    }

    public void Dispose()
    {
        workspace.Dispose();
        log.Dispose();
    }
}
