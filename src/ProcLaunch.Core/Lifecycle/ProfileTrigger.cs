namespace ProcLaunch.Lifecycle;

/// <summary>What a state has to answer: one trigger for each kind of <see cref="ProfileEvent"/> that concerns one profile.</summary>
internal enum ProfileTrigger
{
    WasRead,
    Disappeared,
    StartRequested,
    StopRequested,
    RestartRequested,
    ReloadRequested,
    SignalRequested,
    WasRecovered,
    StartPermitted,
    StopPermitted,
    DeadlinePassed,
    Launched,
    LaunchFailed,
    DaemonFound,
    PidFileRefused,
    LauncherEnded,
    ServiceEnded,
    RunVanished,
    BecameReady,
    FoundNotReady,
    FoundUnhealthy,
    StatusTold,
    StoppingTold,
    MoreTimeAsked,
    MainProcessTold,
    TroubleMet,
}
