using System.Collections.Immutable;

namespace ProcLaunch.Lifecycle;

/// <summary>What is kept of a profile on disk, so that the next ProcLaunch of this boot can take over. Moments are of the monotonic clock.</summary>
internal sealed record ProfileRecord
{
    public required string Profile { get; init; }

    /// <summary>Grows with each record of a supervisor: an older one never overwrites a newer one.</summary>
    public long Sequence { get; init; }

    public ProfileState State { get; init; }

    public Want Want { get; init; }

    public bool ByHand { get; init; }

    /// <summary>The definition that the run was started with, or else the last good one; null where there was none.</summary>
    public ProfileDefinition? Definition { get; init; }

    public string Stamp { get; init; } = "";

    public string SwitchStamp { get; init; } = "";

    public string? Instance { get; init; }

    public ProcessIdentity? Launched { get; init; }

    public ProcessIdentity? Service { get; init; }

    public DateTimeOffset Since { get; init; }

    public TimeSpan? RunningSince { get; init; }

    public TimeSpan? KillAt { get; init; }

    public bool Failed { get; init; }

    public TimeSpan? NotBefore { get; init; }

    public int Failures { get; init; }

    public ImmutableArray<TimeSpan> RestartTimes { get; init; } = [];

    public int Restarts { get; init; }

    public ProfileExit? LastExit { get; init; }

    public string? Failure { get; init; }
}
