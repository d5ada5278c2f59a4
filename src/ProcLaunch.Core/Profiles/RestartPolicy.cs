namespace ProcLaunch;

/// <summary>
/// Whether and how soon a profile that ended is started again. The first restart after a good run is immediate; failure n
/// without a good run in between waits 0, d, 2d, 4d … up to a cap, with a jitter of 20 % either way.
/// </summary>
public sealed record RestartPolicy
{
    /// <summary>Not started again by itself; the default of a profile without <c>restart</c>.</summary>
    public static RestartPolicy Never { get; } = new() { Mode = RestartMode.Never };

    /// <summary>Started again after a failure only.</summary>
    public static RestartPolicy OnFailure { get; } = new() { Mode = RestartMode.OnFailure };

    /// <summary>Started again after every end.</summary>
    public static RestartPolicy Always { get; } = new() { Mode = RestartMode.Always };

    /// <summary>When it is started again.</summary>
    public RestartMode Mode { get; init; } = RestartMode.Always;

    /// <summary>The delay after the second failure in a row; doubles from there. Default 500 ms.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest delay before jitter. Default 30 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a run must have been running to count as good. Default 10 s.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many restarts within <see cref="Window"/> are allowed before giving up; <c>null</c> (the default) for no limit.</summary>
    public int? MaxRestarts { get; init; }

    /// <summary>The window of <see cref="MaxRestarts"/>. Default 60 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(60);
}
