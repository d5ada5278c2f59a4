namespace ProcLaunch.Testing;

/// <summary>Time that passes when told to; timers that are due then fire on the thread that lets it pass.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private long ticks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The shortest period that any timer had.</summary>
    public TimeSpan ShortestPeriod { get; private set; } = TimeSpan.MaxValue;

    private long Now => Interlocked.Read(ref ticks);

    /// <summary>Called whenever someone looks at the clock.</summary>
    public Action WhenAsked { get; set; } = () => { };

    public override long GetTimestamp()
    {
        WhenAsked();
        return Now;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (timers)
            timers.Add(timer);
        return timer;
    }

    /// <summary>Lets time pass without anybody noticing yet.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    public void Pass(TimeSpan time)
    {
        Skip(time);
        ManualTimer[] due;
        lock (timers)
            due = [.. timers.Where(timer => timer.TakeDue())];
        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        private long? at;
        private TimeSpan period;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // As the real one does.
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            lock (time.timers)
            {
                at = dueTime == Timeout.InfiniteTimeSpan ? null : time.Now + dueTime.Ticks;
                this.period = period;
                if (period > TimeSpan.Zero && period < time.ShortestPeriod)
                    time.ShortestPeriod = period;
            }
            return true;
        }

        public bool TakeDue()
        {
            if (at is not { } moment || moment > time.Now)
                return false;
            at = period > TimeSpan.Zero ? time.Now + period.Ticks : null;
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
