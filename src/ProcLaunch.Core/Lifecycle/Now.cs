namespace ProcLaunch.Lifecycle;

/// <summary>The two clocks at one moment: rules use the monotonic one, people read the other.</summary>
internal readonly record struct Now(TimeSpan Monotonic, DateTimeOffset Wall);
