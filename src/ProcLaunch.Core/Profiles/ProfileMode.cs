namespace ProcLaunch;

/// <summary>Which process is the service.</summary>
public enum ProfileMode
{
    /// <summary>The started process itself.</summary>
    Foreground,

    /// <summary>The process named by a pid file; the started program daemonizes itself and exits.</summary>
    Daemon,
}
