namespace ProcLaunch.Control;

/// <summary>What a supervisor says of itself.</summary>
public sealed record SupervisorStatus
{
    /// <summary>The process it lives in.</summary>
    public required int Pid { get; init; }

    /// <summary>Its version, three numbers.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its state directory, absolute.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The profiles directory it follows, absolute; <c>null</c> when it follows none.</summary>
    public string? ProfilesDirectory { get; init; }
}
