namespace ProcLaunch;

/// <summary>A profile at one moment.</summary>
public sealed record ProfileInfo
{
    /// <summary>The profile's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state.</summary>
    public required ProfileState State { get; init; }

    /// <summary>The pid of the service; <c>null</c> while there is none or it is not known yet.</summary>
    public int? Pid { get; init; }

    /// <summary>Whether it shall run.</summary>
    public bool Wanted { get; init; }

    /// <summary>Which process is the service.</summary>
    public ProfileMode Mode { get; init; }

    /// <summary>When its state was entered; kept when ProcLaunch is restarted.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How often it was restarted by its policy.</summary>
    public int Restarts { get; init; }

    /// <summary>Failures in a row without a good run in between.</summary>
    public int Failures { get; init; }

    /// <summary>How it ended last; <c>null</c> before its first end.</summary>
    public ExitStatus? LastExit { get; init; }

    /// <summary>When it ended last; <c>null</c> before its first end.</summary>
    public DateTimeOffset? LastExitAt { get; init; }

    /// <summary>When it is started next, after a restart delay; <c>null</c> when it is not waiting for one.</summary>
    public DateTimeOffset? NextStartAt { get; init; }

    /// <summary>What the service says of itself (<c>STATUS=</c>, sd_notify(3)); <c>null</c> when it says nothing.</summary>
    public string? StatusText { get; init; }

    /// <summary>What it waits for before it is started, as a sentence; <c>null</c> when it depends on nothing that is missing.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>What is wrong, as a sentence; <c>null</c> when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What it waits for will not come by itself.</summary>
    internal bool WaitsInVain { get; init; }

    /// <summary>When it was confirmed, on the monotonic clock of the supervisor.</summary>
    internal TimeSpan? RunningSince { get; init; }

    /// <inheritdoc cref="Lifecycle.Profile.Confirmations"/>
    internal long Confirmations { get; init; }

    /// <inheritdoc cref="Lifecycle.Profile.Confirmations"/>
    internal long FailedStarts { get; init; }

    /// <inheritdoc cref="Lifecycle.Profile.Confirmations"/>
    internal long Ends { get; init; }
}
