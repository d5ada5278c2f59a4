namespace ProcLaunch.Hosting.Tests.Output;

internal sealed class VirtualClock : TimeProvider
{
    private long ticks = TimeSpan.TicksPerDay;

    /// <summary>What <see cref="GetUtcNow"/> says before the first second has passed.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(GetTimestamp() - TimeSpan.TicksPerDay);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
