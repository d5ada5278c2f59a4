namespace ProcLaunch.Testing;

/// <summary>The clock of a fake world.</summary>
internal sealed class VirtualTime(FakeWorld world) : TimeProvider
{
    private static readonly DateTimeOffset Midnight = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => world.Clock.Ticks;

    public override DateTimeOffset GetUtcNow() => Midnight + world.Clock;
}
