namespace ProcLaunch.Lifecycle;

/// <summary>An entry of the table: made once for a name, never replaced, changed by the loop alone.</summary>
internal sealed class Profile(string name)
{
    public string Name { get; } = name;

    /// <summary>Set by the state machine and by nothing else.</summary>
    public ProfileState State { get; set; }

    public Want Want { get; set; }

    /// <summary>True: <see cref="Want"/> is what someone asked for, not what the files say.</summary>
    public bool ByHand { get; set; }

    /// <summary>The last good definition; null as long as there was none.</summary>
    public ProfileDefinition? Definition { get; set; }

    /// <summary>False: half written, or its <c>run</c> was removed. What runs goes on running.</summary>
    public bool Complete { get; set; }

    /// <summary>False: known from the record of an earlier ProcLaunch only.</summary>
    public bool WasRead { get; set; }

    /// <summary>There is something to start; a service whose definition turned invalid is restarted by its last good one.</summary>
    public bool Startable => Complete && Definition is not null;

    /// <summary>What is wrong with whom it depends on; null when nothing is.</summary>
    public ProfileProblem? OrderMistake { get; set; }

    /// <summary>What the log was told of <see cref="OrderMistake"/> last.</summary>
    public ProfileProblem? ReportedOrderMistake { get; set; }

    /// <summary>What it waits for before it can be started; null when nothing.</summary>
    public DependencyWait? Waiting { get; set; }

    /// <summary>Someone restarts it by hand, and it is not started again yet.</summary>
    public bool RestartedByHand { get; set; }

    /// <summary>It ended and no restart follows, though nobody stopped it by hand.</summary>
    public bool EndedForGood { get; set; }

    /// <summary>What is wrong with what is on disk now; null when it is valid or only half written.</summary>
    public string? Mistake { get; set; }

    public string Stamp { get; set; } = "";

    public string SwitchStamp { get; set; } = "";

    /// <summary>The current instance; null exactly when stopped.</summary>
    public Run? Run { get; set; }

    /// <summary>When this state has to be looked at again; waking up too early is harmless.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>The deadline that was last put into the queue of deadlines.</summary>
    public TimeSpan? QueuedFor { get; set; }

    /// <summary>No start before this moment: the restart delay.</summary>
    public TimeSpan? NotBefore { get; set; }

    /// <summary>It will be started when the restart delay is over.</summary>
    public bool AwaitsRestart => State == ProfileState.Stopped && Want == Want.Up && Startable && NotBefore is not null;

    public RestartHistory History { get; set; } = RestartHistory.Clean;

    public int Restarts { get; set; }

    /// <summary>How often it was confirmed, how often a start failed, and how often a run was over, in the life of this supervisor.
    /// They only grow: whoever waits for one of these cannot miss it, however short it was.</summary>
    public long Confirmations { get; set; }

    /// <inheritdoc cref="Confirmations"/>
    public long FailedStarts { get; set; }

    /// <inheritdoc cref="Confirmations"/>
    public long Ends { get; set; }

    public ProfileExit? LastExit { get; set; }

    /// <summary>How the run ended that ended last; null when no process of it did.</summary>
    public ExitStatus? LastEnd { get; set; }

    /// <summary>Why the last start failed or no other follows; null once it runs.</summary>
    public string? Failure { get; set; }

    /// <summary>The most urgent of what is wrong with it, a sentence for people; null when all is well.</summary>
    public string? Problem => Run is { Kills: > 1 }
        ? "it does not end although it was sent SIGKILL: the kernel holds it (see its wait channel in /proc)"
        : Failure ?? Mistake ?? OrderMistake?.ToString() ?? (Waiting is { Hopeless: true } ? Waiting.ToString() : null);

    /// <summary>When the state was entered.</summary>
    public DateTimeOffset Since { get; set; }
}
