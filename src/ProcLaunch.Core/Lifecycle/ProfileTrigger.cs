namespace ProcLaunch.Lifecycle;

/// <summary>What moves a profile from state to state.</summary>
internal enum ProfileTrigger
{
    /// <summary>It is wanted, can be started and need not wait.</summary>
    Start,

    /// <summary>The operating system made its process.</summary>
    Launched,

    /// <summary>No process could be made.</summary>
    LaunchFailed,

    /// <summary>The service itself is known and alive.</summary>
    Confirmed,

    /// <summary>The service ended and nothing of its run is left.</summary>
    Died,

    /// <summary>The service ended, others of its group did not.</summary>
    DiedLeaving,

    /// <summary>The last that was left of a run is gone.</summary>
    Vanished,

    /// <summary>It shall not run any more, or not like this.</summary>
    Stop,

    /// <summary>Its files changed and it has a reload signal, or someone asked.</summary>
    Reload,

    /// <summary>The deadline of its state has passed.</summary>
    TimedOut,

    /// <summary>An earlier ProcLaunch had begun to start it.</summary>
    FoundStarting,

    /// <summary>It already runs, started by an earlier ProcLaunch or by other means.</summary>
    FoundRunning,

    /// <summary>An earlier ProcLaunch had begun to stop it, or died while remains of it were to be stopped.</summary>
    FoundStopping,
}
