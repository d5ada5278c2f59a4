using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch.Core.Tests.Runtime;

/// <summary>The loop's clock stands still while the process is stopped, and not otherwise.</summary>
public sealed class LoopClockTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly ManualTime time = new();

    [Test]
    public void A_wait_that_ends_in_time_takes_place()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var before = clock.Read().Monotonic;
        var wait = clock.UntilNextLook(before + Long);
        wait.Should().Be(LoopClock.Beat);
        time.Pass(wait!.Value + Moment);
        clock.Read().Monotonic.Should().Be(before + LoopClock.Beat + Moment);
        clock.Paused.Should().Be(TimeSpan.Zero);
    }

    [Test]
    public void A_wait_that_ends_much_later_does_not_take_place()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var before = clock.Read().Monotonic;
        clock.UntilNextLook(before + Moment);
        time.Pass(Long);
        clock.Read().Monotonic.Should().Be(before, "what was due in a moment is due in a moment");
        clock.Elapsed.Should().Be(before);
        clock.Paused.Should().Be(Long);
    }

    [Test]
    public void Pauses_add_up_and_time_goes_on_after_each()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var before = clock.Read().Monotonic;
        for (var i = 0; i < 3; i++)
        {
            clock.UntilNextLook(before + Long);
            time.Pass(Long);
            clock.Read();
            clock.UntilNextLook(before + Long);
            time.Pass(Moment);
            clock.Read();
        }
        clock.Elapsed.Should().Be(before + (3 * Moment));
    }

    [Test]
    public void A_pause_between_two_looks_without_a_wait_is_noticed_too()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var before = clock.Read().Monotonic;
        time.Pass(Long);
        clock.Read().Monotonic.Should().Be(before);
    }

    [Test]
    public void To_wait_for_as_long_as_nothing_happens_is_no_pause()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var before = clock.Read().Monotonic;
        clock.UntilNextLook(null).Should().BeNull();
        time.Pass(Long);
        clock.Read().Monotonic.Should().Be(before + Long);
        clock.UntilNextLook(TimeSpan.MaxValue).Should().BeNull("such a deadline is none");
    }

    [Test]
    public void A_clock_that_somebody_sets_jumps_on_purpose()
    {
        var clock = new LoopClock(time);
        var before = clock.Read().Monotonic;
        clock.UntilNextLook(before + Long).Should().Be(Long);
        time.Pass(Long * 2);
        clock.Read().Monotonic.Should().Be(before + (Long * 2));
    }

    [Test]
    public void A_record_reads_as_if_there_had_been_no_pause()
    {
        var clock = new LoopClock(time, noticesPauses: true);
        var now = clock.Read().Monotonic;
        time.Pass(Long);
        clock.Read();
        var run = new Run("instance", new ProfileDefinition("web"));
        var record = new ProfileRecord { Profile = "web", Situation = new Situation.Running(run, now), History = new RestartHistory(1, [now]) };
        var lasting = clock.Lasting(record);
        lasting.Situation.Should().Be(new Situation.Running(run, now + Long));
        lasting.History.Restarts.Should().Equal(now + Long);
        clock.Lasting(record with { Situation = new Situation.Stopped(StopReason.Restart, now) }).Situation.Should().Be(new Situation.Stopped(StopReason.Restart, now + Long));
        clock.Lasting(record with { Situation = new Situation.Stopped(StopReason.Requested) }).Situation.Should().Be(new Situation.Stopped(StopReason.Requested));
        var stopping = new Situation.Stopping(run, StopPhase.Asked, now + Moment, false, new Situation.Stopped(StopReason.Requested));
        clock.Lasting(record with { Situation = stopping }).Situation.Should().Be(stopping with { Until = time.GetElapsedTime(0) + Moment });
    }
}
