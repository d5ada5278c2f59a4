using System.Collections.Immutable;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary><c>maxRestarts</c> within <c>window</c>.</summary>
public sealed class RestartLimitTests
{
    private static readonly RestartPolicy ThreeAMinute = new() { MaxRestarts = 3, Window = TimeSpan.FromSeconds(60) };

    private static RestartDecision End(RestartHistory history, double at, RestartPolicy? policy = null, TimeSpan? ranFor = null) =>
        RestartRules.AfterEnd(policy ?? ThreeAMinute, history, ExitStatus.Exited(1), ranFor, TimeSpan.FromSeconds(at), 0.5);

    [Test]
    public void It_gives_up_at_the_end_after_the_last_allowed_restart()
    {
        var history = RestartHistory.Clean;
        for (var restart = 1; restart <= 3; restart++)
        {
            var decision = End(history, restart);
            decision.Verdict.Should().Be(RestartVerdict.Restart);
            history = decision.History;
        }

        End(history, 4).Verdict.Should().Be(RestartVerdict.GaveUp);
    }

    [Test]
    public void Restarts_that_left_the_window_do_not_count()
    {
        var history = new RestartHistory(3, [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)]);

        End(history, 60.9).Verdict.Should().Be(RestartVerdict.GaveUp);
        var later = End(history, 61);
        later.Verdict.Should().Be(RestartVerdict.Restart);
        later.History.Restarts.Should().Equal(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(61));
    }

    [Test]
    public void Good_runs_do_not_excuse_too_many_restarts()
    {
        ImmutableArray<TimeSpan> restarts = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)];

        End(new RestartHistory(0, restarts), 30, ranFor: TimeSpan.FromSeconds(20)).Verdict.Should().Be(RestartVerdict.GaveUp);
    }

    [Test]
    public void A_limit_of_none_gives_up_at_once() =>
        End(RestartHistory.Clean, 1, ThreeAMinute with { MaxRestarts = 0 }).Verdict.Should().Be(RestartVerdict.GaveUp);

    [Test]
    public void An_end_that_needs_no_restart_is_not_giving_up()
    {
        var policy = ThreeAMinute with { Mode = RestartMode.OnFailure, MaxRestarts = 0 };

        RestartRules.AfterEnd(policy, RestartHistory.Clean, ExitStatus.Exited(0), null, TimeSpan.Zero, 0.5)
            .Verdict.Should().Be(RestartVerdict.StayStopped);
    }

    [Test]
    public void Without_a_limit_nothing_piles_up()
    {
        var history = RestartHistory.Clean;
        for (var end = 0; end < 1000; end++)
            history = End(history, end, RestartPolicy.Always).History;

        history.Restarts.Should().BeEmpty();
    }

    [Test]
    public void With_a_limit_no_more_times_are_kept_than_it_needs()
    {
        var policy = ThreeAMinute with { Window = TimeSpan.MaxValue };
        var history = RestartHistory.Clean;
        for (var end = 0; end < 1000; end++)
            history = End(history, end, policy).History;

        history.Restarts.Should().HaveCount(3);
    }
}
