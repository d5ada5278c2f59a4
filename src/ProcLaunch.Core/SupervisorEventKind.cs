namespace ProcLaunch;

/// <summary>What happened to a profile.</summary>
public enum SupervisorEventKind
{
    /// <summary>It appeared: its directory was found, or an app added it.</summary>
    Added,

    /// <summary>Its definition changed.</summary>
    Changed,

    /// <summary>It is being launched.</summary>
    Starting,

    /// <summary>It is confirmed: its pid is known and it is alive. A daemon that goes on under another pid is confirmed again.</summary>
    Running,

    /// <summary>Its readiness check passed.</summary>
    Ready,

    /// <summary>It still ran from an earlier ProcLaunch, or was started by other means, and is supervised from here on.</summary>
    Adopted,

    /// <summary>It was sent its reload signal.</summary>
    Reloading,

    /// <summary>Its health check failed too often; it is stopped as failed.</summary>
    Unhealthy,

    /// <summary>It ended by itself, or a start of it failed: then <see cref="SupervisorEvent.Problem"/> says why.</summary>
    Died,

    /// <summary>It was told to end.</summary>
    Stopping,

    /// <summary>It was told to end, and nothing of it is left.</summary>
    Stopped,

    /// <summary>It failed so often that it is not restarted any more.</summary>
    GaveUp,

    /// <summary>It was removed, stopped and forgotten.</summary>
    Removed,
}
