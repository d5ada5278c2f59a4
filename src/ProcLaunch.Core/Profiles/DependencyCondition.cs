namespace ProcLaunch;

/// <summary>What a profile waits for in another one before it is started.</summary>
public enum DependencyCondition
{
    /// <summary>It was started: its program is being executed.</summary>
    Started,

    /// <summary>It is running: confirmed, and its readiness check, if it has one, has passed.</summary>
    Ready,

    /// <summary>It ran and ended with exit code 0.</summary>
    Completed,
}
