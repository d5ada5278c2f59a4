namespace ProcLaunch;

/// <summary>Whom the stop signal of a foreground service goes to.</summary>
public enum StopScope
{
    /// <summary>Every member of the service's process group.</summary>
    Group,

    /// <summary>The main process alone.</summary>
    Process,
}
