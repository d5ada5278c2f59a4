using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

public sealed class RestartDelayTests
{
    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(2, 0.5)]
    [TestCase(3, 1)]
    [TestCase(4, 2)]
    [TestCase(5, 4)]
    [TestCase(6, 8)]
    [TestCase(7, 16)]
    [TestCase(8, 30)]
    [TestCase(9, 30)]
    [TestCase(100, 30)]
    [TestCase(2000, 30)]
    [TestCase(int.MaxValue, 30)]
    public void The_delay_doubles_with_each_failure_up_to_its_cap(int failures, double seconds) =>
        RestartRules.Delay(RestartPolicy.Always, failures, 0.5).Should().Be(TimeSpan.FromSeconds(seconds));

    [TestCase(0.0, 0.8)]
    [TestCase(0.25, 0.9)]
    [TestCase(0.5, 1.0)]
    [TestCase(1.0, 1.2)]
    public void The_jitter_is_a_fifth_either_way(double random, double factor)
    {
        for (var failures = 2; failures < 12; failures++)
        {
            var middle = RestartRules.Delay(RestartPolicy.Always, failures, 0.5);

            RestartRules.Delay(RestartPolicy.Always, failures, random).Should().BeCloseTo(middle * factor, TimeSpan.FromMilliseconds(1));
        }
    }

    [Test]
    public void An_immediate_restart_has_no_jitter() =>
        RestartRules.Delay(RestartPolicy.Always, 1, 1).Should().Be(TimeSpan.Zero);

    [Test]
    public void The_policy_sets_the_first_delay_and_the_cap()
    {
        var policy = new RestartPolicy { InitialDelay = TimeSpan.FromSeconds(3), MaxDelay = TimeSpan.FromSeconds(7) };

        RestartRules.Delay(policy, 2, 0.5).Should().Be(TimeSpan.FromSeconds(3));
        RestartRules.Delay(policy, 3, 0.5).Should().Be(TimeSpan.FromSeconds(6));
        RestartRules.Delay(policy, 4, 0.5).Should().Be(TimeSpan.FromSeconds(7));
    }

    [Test]
    public void No_initial_delay_means_no_delay_however_often_it_fails()
    {
        var policy = new RestartPolicy { InitialDelay = TimeSpan.Zero };

        RestartRules.Delay(policy, 5000, 0.5).Should().Be(TimeSpan.Zero);
    }

    [Test]
    public void The_largest_values_do_not_overflow()
    {
        var policy = new RestartPolicy { InitialDelay = TimeSpan.MaxValue, MaxDelay = TimeSpan.MaxValue };

        RestartRules.Delay(policy, int.MaxValue, 1).Should().BeGreaterThan(TimeSpan.FromDays(24));
    }

    [Test]
    public void The_count_of_failures_does_not_wrap()
    {
        var history = new RestartHistory(int.MaxValue, []);

        var decision = RestartRules.AfterEnd(RestartPolicy.Always, history, ExitStatus.Exited(1), null, TimeSpan.Zero, 0.5);

        decision.History.Failures.Should().Be(int.MaxValue);
        decision.Delay.Should().Be(TimeSpan.FromSeconds(30));
    }
}
