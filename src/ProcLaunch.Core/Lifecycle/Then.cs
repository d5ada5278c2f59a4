namespace ProcLaunch.Lifecycle;

/// <summary>What follows a stop.</summary>
internal enum Then
{
    Stay,
    Restart,
    Forget,
}
