namespace ProcLaunch.Lifecycle;

/// <summary>How far a launch has come.</summary>
internal enum LauncherPhase
{
    /// <summary>The system has not answered yet whether the program could be executed.</summary>
    Executing,

    /// <summary>The process is there: a service that is not ready yet, or the <c>run</c> of a daemon at work.</summary>
    AtWork,

    /// <summary>The <c>run</c> of a daemon has ended; its pid file is awaited.</summary>
    Ended,
}
