using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>Whether to start again: policy × ending × what the run was worth.</summary>
public sealed class RestartRulesTests
{
    private static readonly TimeSpan GoodRun = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortRun = GoodRun - TimeSpan.FromTicks(1);

    /// <summary>The endings by name; a failed start has no exit status and never was running.</summary>
    private static ExitStatus? Ending(string ending) => ending switch
    {
        "exit 0" => ExitStatus.Exited(0),
        "exit 1" => ExitStatus.Exited(1),
        "signal" => ExitStatus.Signaled(new Signal(11)),
        "unknown" => ExitStatus.Unknown,
        _ => null,
    };

    [TestCase(RestartMode.Never, "exit 0", false)]
    [TestCase(RestartMode.Never, "exit 1", false)]
    [TestCase(RestartMode.Never, "signal", false)]
    [TestCase(RestartMode.Never, "unknown", false)]
    [TestCase(RestartMode.Never, "failed start", false)]
    [TestCase(RestartMode.OnFailure, "exit 0", false)]
    [TestCase(RestartMode.OnFailure, "exit 1", true)]
    [TestCase(RestartMode.OnFailure, "signal", true)]
    [TestCase(RestartMode.OnFailure, "unknown", true)]
    [TestCase(RestartMode.OnFailure, "failed start", true)]
    [TestCase(RestartMode.Always, "exit 0", true)]
    [TestCase(RestartMode.Always, "exit 1", true)]
    [TestCase(RestartMode.Always, "signal", true)]
    [TestCase(RestartMode.Always, "unknown", true)]
    [TestCase(RestartMode.Always, "failed start", true)]
    public void The_policy_and_the_ending_decide_whether_it_is_restarted(RestartMode mode, string ending, bool restarted)
    {
        var policy = new RestartPolicy { Mode = mode };
        TimeSpan?[] runs = ending == "failed start" ? [null] : [ShortRun, GoodRun];

        foreach (var ranFor in runs)
        {
            var decision = RestartRules.AfterEnd(policy, RestartHistory.Clean, Ending(ending), ranFor, TimeSpan.FromHours(1), 0.5);

            decision.Verdict.Should().Be(restarted ? RestartVerdict.Restart : RestartVerdict.StayStopped);
        }
    }

    [TestCase("exit 0")]
    [TestCase("exit 1")]
    [TestCase("signal")]
    [TestCase("unknown")]
    [TestCase("failed start")]
    public void Every_end_before_a_good_run_is_a_failure_and_a_good_run_clears_them(string ending)
    {
        var history = new RestartHistory(3, []);

        var afterShortRun = RestartRules.AfterEnd(RestartPolicy.Always, history, Ending(ending), ShortRun, TimeSpan.Zero, 0.5);
        var neverRan = RestartRules.AfterEnd(RestartPolicy.Always, history, Ending(ending), null, TimeSpan.Zero, 0.5);
        var afterGoodRun = RestartRules.AfterEnd(RestartPolicy.Always, history, Ending(ending), GoodRun, TimeSpan.Zero, 0.5);

        afterShortRun.History.Failures.Should().Be(4);
        afterShortRun.Delay.Should().Be(TimeSpan.FromSeconds(2));
        neverRan.Should().BeEquivalentTo(afterShortRun);
        afterGoodRun.History.Failures.Should().Be(0);
        afterGoodRun.Delay.Should().Be(TimeSpan.Zero);
    }

    [Test]
    public void A_policy_that_does_not_restart_still_counts_its_failures()
    {
        var decision = RestartRules.AfterEnd(
            RestartPolicy.Never, new RestartHistory(1, []), ExitStatus.Exited(1), ShortRun, TimeSpan.Zero, 0.5);

        decision.History.Failures.Should().Be(2);
        decision.Delay.Should().Be(TimeSpan.Zero);
    }
}
