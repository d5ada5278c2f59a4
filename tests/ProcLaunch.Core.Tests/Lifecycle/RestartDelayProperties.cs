using FsCheck;
using FsCheck.Fluent;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>What holds for the delay before a restart, whatever the policy, after however many failures.</summary>
internal sealed class RestartDelayProperties
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private static readonly Gen<TimeSpan> Delays = Gen.Frequency(
        (1, Gen.Elements(TimeSpan.Zero, TimeSpan.FromTicks(1), Longest, TimeSpan.MaxValue)),
        (4, Gen.Choose(0, 2_073_600_000).Select(count => TimeSpan.FromMilliseconds(count))),
        (4, Gen.Choose(0, 60_000).Select(count => TimeSpan.FromMilliseconds(count))));

    private static readonly Gen<(RestartPolicy Policy, int Failures, double Random)> Cases =
        from initial in Delays
        from most in Delays
        from failures in Gen.Frequency((6, Gen.Choose(0, 60)), (2, Gen.Choose(0, 3000)), (1, Gen.Choose(int.MaxValue - 9, int.MaxValue - 1)))
        from random in Gen.Choose(0, 1000)
        select (RestartPolicy.Always with { InitialDelay = initial, MaxDelay = most }, failures, random / 1000.0);

    [Test]
    public void The_first_restart_is_immediate() =>
        Always.Holds(Cases, given => RestartRules.Delay(given.Policy, Math.Min(given.Failures, 1), given.Random).Should().Be(TimeSpan.Zero));

    [Test]
    public void A_delay_is_never_negative_and_never_longer_than_the_cap_and_its_jitter() =>
        Always.Holds(Cases, given => RestartRules.Delay(given.Policy, given.Failures, given.Random)
            .Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThanOrEqualTo(Least(given.Policy.MaxDelay, Longest) * 1.2));

    [Test]
    public void A_delay_doubles_with_each_failure_up_to_the_cap_with_a_jitter_of_20_percent() =>
        Always.Holds(Cases, given =>
        {
            var doubled = given.Policy.InitialDelay < Least(given.Policy.MaxDelay, Longest) ? given.Policy.InitialDelay : Least(given.Policy.MaxDelay, Longest);
            for (var failure = 2; failure < given.Failures && doubled > TimeSpan.Zero && doubled < given.Policy.MaxDelay && doubled < Longest; failure++)
                doubled = Least(doubled * 2, Least(given.Policy.MaxDelay, Longest));

            var delay = RestartRules.Delay(given.Policy, Math.Max(given.Failures, 2), given.Random);

            delay.Should().BeCloseTo(doubled * (0.8 + (0.4 * given.Random)), TimeSpan.FromMilliseconds(1));
        });

    [Test]
    public void A_delay_never_gets_shorter_with_another_failure() =>
        Always.Holds(Cases, given => RestartRules.Delay(given.Policy, given.Failures + 1, given.Random)
            .Should().BeGreaterThanOrEqualTo(RestartRules.Delay(given.Policy, given.Failures, given.Random)));

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
