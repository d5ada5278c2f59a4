using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>
/// The clock of the loop: monotonic, and it stands still while the process does. A debugger or SIGSTOP may stop us for minutes; no
/// deadline may be missed by that. We were stopped when the loop comes back from a wait more than a second later than it asked
/// to, and then the whole wait has not taken place.
/// </summary>
/// <param name="noticesPauses">False for a clock that somebody sets: its jumps are meant.</param>
internal sealed class LoopClock(TimeProvider time, bool noticesPauses)
{
    /// <summary>With a deadline ahead the loop waits no longer than this at a time, so that it knows when it was stopped.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private TimeSpan lastRead = time.GetElapsedTime(0);
    private TimeSpan? expectedWithin;
    private long pausedTicks;

    public LoopClock(TimeProvider time)
        : this(time, ReferenceEquals(time, TimeProvider.System))
    {
    }

    /// <summary>The time by which profiles live; for any thread.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(0) - Paused;

    /// <summary>How long we have been stopped in all.</summary>
    public TimeSpan Paused => TimeSpan.FromTicks(Interlocked.Read(ref pausedTicks));

    /// <summary>Both clocks at this moment; for any thread.</summary>
    public ClockReading Now => new(Elapsed, time.GetUtcNow());

    /// <summary>For the loop alone.</summary>
    public ClockReading Read()
    {
        var raw = time.GetElapsedTime(0);
        if (noticesPauses && expectedWithin is { } limit && raw - lastRead > limit + Tolerance)
            Interlocked.Add(ref pausedTicks, (raw - lastRead).Ticks);
        lastRead = raw;
        expectedWithin = TimeSpan.Zero;
        return new ClockReading(raw - Paused, time.GetUtcNow());
    }

    /// <summary>How long the loop is to wait, from its last look at the clock on.</summary>
    /// <param name="deadline">Null when there is none, and nothing that a pause could make late.</param>
    public TimeSpan? UntilNextLook(TimeSpan? deadline)
    {
        if (deadline is not { } moment || moment == TimeSpan.MaxValue)
            return expectedWithin = null;
        var wait = moment - (lastRead - Paused);
        return expectedWithin = !noticesPauses || wait < Beat ? wait : Beat;
    }

    /// <summary>A record with its moments as a supervisor would read them that was never stopped.</summary>
    public ProfileRecord Lasting(ProfileRecord record) => Paused is var paused && paused == TimeSpan.Zero ? record : record.Later(paused);
}
