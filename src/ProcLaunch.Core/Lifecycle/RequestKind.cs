namespace ProcLaunch.Lifecycle;

/// <summary>What can be asked of several profiles at once.</summary>
internal enum RequestKind
{
    Start,
    Stop,
    Restart,
}
