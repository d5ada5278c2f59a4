namespace ProcLaunch.Lifecycle;

/// <summary>The two clocks at one moment: rules use the monotonic one, people read the other.</summary>
internal readonly record struct ClockReading(TimeSpan Monotonic, DateTimeOffset Wall)
{
    /// <summary>That much later; a wait for ever stays one.</summary>
    public TimeSpan Plus(TimeSpan wait) => wait < TimeSpan.MaxValue - Monotonic ? Monotonic + wait : TimeSpan.MaxValue;
}
