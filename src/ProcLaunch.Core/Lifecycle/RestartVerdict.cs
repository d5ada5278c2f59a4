namespace ProcLaunch.Lifecycle;

internal enum RestartVerdict
{
    Restart,
    StayStopped,
    GaveUp,
}
