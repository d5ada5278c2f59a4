namespace ProcLaunch;

/// <summary>Something that happened to a profile.</summary>
public sealed record SupervisorEvent
{
    /// <summary>Counts the events of a supervisor from 1, without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The profile's name.</summary>
    public required string Profile { get; init; }

    /// <summary>What happened.</summary>
    public required SupervisorEventKind Kind { get; init; }

    /// <summary>The pid of the service it happened to; <c>null</c> where there is none, or none yet.</summary>
    public int? Pid { get; init; }

    /// <summary>How it ended, for <see cref="SupervisorEventKind.Died"/>; <c>null</c> for everything else, and where no process ended.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>What went wrong, as a sentence; <c>null</c> when nothing did.</summary>
    public string? Problem { get; init; }
}
