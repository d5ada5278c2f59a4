namespace ProcLaunch.Hosting.Tests.Watching;

/// <summary>Time that passes when told to; timers that are due then fire on the thread that lets it pass.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> timers = [];
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The shortest period that any timer had.</summary>
    public TimeSpan ShortestPeriod { get; private set; } = TimeSpan.MaxValue;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (timers)
            timers.Add(timer);
        return timer;
    }

    public void Pass(TimeSpan time)
    {
        Interlocked.Add(ref ticks, time.Ticks);
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
            lock (time.timers)
            {
                at = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetTimestamp() + dueTime.Ticks;
                this.period = period;
                if (period > TimeSpan.Zero && period < time.ShortestPeriod)
                    time.ShortestPeriod = period;
            }
            return true;
        }

        public bool TakeDue()
        {
            if (at is not { } moment || moment > time.GetTimestamp())
                return false;
            at = period > TimeSpan.Zero ? time.GetTimestamp() + period.Ticks : null;
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
