namespace ProcLaunch.Testing;

/// <summary>For what the kernel does not tell of: looks again and again until it is so, or fails at the deadline.</summary>
internal static class Eventually
{
    /// <summary>How long anything may take.</summary>
    public static TimeSpan Deadline => Testing.Deadline.Time;

    public static Task Holds(Func<bool> condition, string because) => Testing.Deadline.Until(condition, because);
}
