namespace ProcLaunch.Core.Tests.Logging;

internal sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
}
