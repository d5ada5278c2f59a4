namespace ProcLaunch;

/// <summary>How a profile is stopped.</summary>
public sealed record StopSettings
{
    /// <summary>SIGTERM to the whole group, SIGKILL after ten seconds.</summary>
    public static StopSettings Default { get; } = new();

    /// <summary>The signal that asks it to end. Default SIGTERM.</summary>
    public Signal Signal { get; init; } = Signal.Terminate;

    /// <summary>How long it may take before SIGKILL. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whom the stop signal goes to. SIGKILL always goes to the whole group. Default <see cref="StopScope.Group"/>.</summary>
    public StopScope Scope { get; init; } = StopScope.Group;
}
