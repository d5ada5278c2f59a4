namespace ProcLaunch.Lifecycle;

/// <summary>How far a stop has come. The phases follow each other in this order; some are skipped.</summary>
internal enum StopPhase
{
    /// <summary>Its program is only being executed: the stop signal follows as soon as there is a process.</summary>
    AwaitingLaunch,

    /// <summary>The <c>run</c> of a daemon may finish, so that no daemon escapes that nobody knows yet.</summary>
    AwaitingLauncher,

    /// <summary>It was told to end.</summary>
    Asked,

    /// <summary>It was sent SIGKILL, which is repeated every second.</summary>
    Killing,

    /// <summary>SIGKILL was repeated in vain: the kernel holds a process of it.</summary>
    Unkillable,
}
