namespace ProcLaunch.Lifecycle;

/// <summary>
/// What is true of a profile and must outlive ProcLaunch. The rules work on it, and the file on disk is this, serialised. Moments are
/// of the monotonic clock.
/// </summary>
internal sealed record ProfileRecord
{
    public required string Profile { get; init; }

    public required Situation Situation { get; init; }

    /// <summary>When its state was entered.</summary>
    public DateTimeOffset Since { get; init; }

    public Want Want { get; init; }

    /// <summary>True: <see cref="Want"/> is what someone asked for, not what the files say.</summary>
    public bool ByHand { get; init; }

    /// <summary>
    /// It was asked to stop, alone or together with others, and its turn has not come or is not over: those that depend on it
    /// and were asked too go first. What follows is as it is wanted.
    /// </summary>
    public bool StopDue { get; init; }

    /// <summary>The last good definition; null as long as there was none.</summary>
    public ProfileDefinition? Definition { get; init; }

    public string Stamp { get; init; } = "";

    public string SwitchStamp { get; init; } = "";

    public RestartHistory History { get; init; } = RestartHistory.Clean;

    /// <summary>How often its policy restarted it.</summary>
    public int Restarts { get; init; }

    public ProfileExit? LastExit { get; init; }

    /// <summary>Why the last start failed or no other follows; null once it runs.</summary>
    public string? Failure { get; init; }

    /// <summary>The same on a clock that is ahead by so much.</summary>
    public ProfileRecord Later(TimeSpan by) => this with
    {
        Situation = Situation.Later(by),
        History = History with { Restarts = [.. History.Restarts.Select(moment => moment + by)] },
    };
}
