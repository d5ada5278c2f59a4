namespace ProcLaunch.Lifecycle;

/// <summary>A process that cannot be mistaken for a later one with the same pid, within one boot.</summary>
/// <param name="StartTicks">Field 22 of <c>/proc/PID/stat</c>: clock ticks since boot.</param>
internal readonly record struct ProcessIdentity(int Pid, long StartTicks);
