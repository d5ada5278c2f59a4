namespace ProcLaunch.Core.Tests.Lifecycle.Model;

/// <summary>Something that can happen to a profile of a model.</summary>
internal enum Move
{
    // What people ask for, of one and of all.
    Start,
    Stop,
    Restart,
    StopAll,
    RestartAll,
    Reload,
    Shutdown,

    // What its files say.
    Change,
    Break,
    Vanish,

    // What becomes of its processes.
    IsLaunched,
    IsRefused,
    LauncherSucceeds,
    LauncherFails,
    DaemonAppears,
    ServiceSucceeds,
    ServiceFails,
    ServiceLeavesOne,
    LastOneEnds,
    LastOneIsLookedFor,
    BecomesReady,
    BecomesUnhealthy,

    // What time and fate do.
    DeadlinePasses,
    SupervisorIsKilled,
    SupervisorIsKilledBeforeTheProcess,
}
