namespace ProcLaunch.Lifecycle;

/// <summary>An entry of the table: made once for a name, never replaced, changed by the loop alone.</summary>
internal sealed class Profile(string name)
{
    public string Name { get; } = name;

    /// <summary>Everything that must outlive ProcLaunch. Another object than <see cref="Saved"/>: it is to be saved.</summary>
    public ProfileRecord Record { get; set; } = new() { Profile = name, Situation = new Situation.Stopped(StopReason.NotStarted) };

    /// <summary>The record that was handed out to be saved last.</summary>
    public ProfileRecord? Saved { get; set; }

    /// <summary>Replaced by the actions of the state machine and by nothing else.</summary>
    public Situation Situation
    {
        get => Record.Situation;
        set
        {
            if (!ReferenceEquals(value, Record.Situation))
                Record = Record with { Situation = value };
        }
    }

    public ProfileState State => Record.Situation.State;

    /// <summary>The current instance; null exactly when stopped.</summary>
    public Run? Run => Record.Situation.Instance;

    public Want Want => Record.Want;

    public ProfileDefinition? Definition => Record.Definition;

    /// <summary>False: half written, or its <c>run</c> was removed. What runs goes on running.</summary>
    public bool Complete { get; set; }

    /// <summary>False: known from the record of an earlier ProcLaunch only.</summary>
    public bool WasRead { get; set; }

    /// <summary>There is something to start; a service whose definition turned invalid is restarted by its last good one.</summary>
    public bool Startable => Complete && Definition is not null;

    /// <summary>What it is in now where it is stopped, or what its stop leads to; null while it starts or runs.</summary>
    public Situation.Stopped? Rest => Situation switch
    {
        Situation.Stopped stopped => stopped,
        Situation.Stopping stopping => stopping.Next,
        _ => null,
    };

    /// <summary>It ended and no start follows by itself, though nobody stopped it.</summary>
    public bool EndedForGood => Rest is { IsFinal: true };

    /// <summary>It shall run, and has not ended for good.</summary>
    public bool IsWanted => Want == Want.Up && !EndedForGood;

    /// <summary>What follows when it is, or becomes, stopped.</summary>
    public Then Then => Want == Want.Gone ? Then.Forget : IsWanted ? Then.Restart : Then.Stay;

    /// <summary>No start before this moment: the restart delay.</summary>
    public TimeSpan? NotBefore => Rest?.NotBefore;

    /// <summary>It will be started when the restart delay is over.</summary>
    public bool AwaitsRestart => State == ProfileState.Stopped && IsWanted && Startable && NotBefore is not null;

    /// <summary>What is wrong with whom it depends on; null when nothing is.</summary>
    public ProfileProblem? OrderMistake { get; set; }

    /// <summary>What the log was told of <see cref="OrderMistake"/> last.</summary>
    public ProfileProblem? ReportedOrderMistake { get; set; }

    /// <summary>What it waits for before it can be started; null when nothing.</summary>
    public DependencyWait? Waiting { get; set; }

    /// <summary>What is wrong with what is on disk now; null when it is valid or only half written.</summary>
    public string? Mistake { get; set; }

    /// <summary>Why the readiness check did not hold last; null when it was not tried yet.</summary>
    public string? NotReadyBecause { get; set; }

    /// <summary>What the service says of itself (STATUS= of sd_notify).</summary>
    public string? StatusText { get; set; }

    /// <summary>The log was told when it is started again, or need not be.</summary>
    public bool DelayWasTold { get; set; } = true;

    /// <summary>When this state has to be looked at again; waking up too early is harmless.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>The deadline that was last put into the queue of deadlines.</summary>
    public TimeSpan? QueuedFor { get; set; }

    /// <summary>How often it was confirmed, how often a start failed, and how often a run was over, in the life of this supervisor.
    /// They only grow: whoever waits for one of these cannot miss it, however short it was.</summary>
    public long Confirmations { get; set; }

    /// <inheritdoc cref="Confirmations"/>
    public long FailedStarts { get; set; }

    /// <inheritdoc cref="Confirmations"/>
    public long Ends { get; set; }

    /// <summary>How the run ended that ended last; null when no process of it did.</summary>
    public ExitStatus? LastEnd { get; set; }

    /// <summary>The most urgent of what is wrong with it, a sentence for people; null when all is well.</summary>
    public string? Problem => Situation is Situation.Stopping { Phase: StopPhase.Unkillable }
        ? "it does not end although it was sent SIGKILL: the kernel holds it (see its wait channel in /proc)"
        : Record.Failure ?? Mistake ?? OrderMistake?.ToString() ?? (Waiting is { Hopeless: true } ? Waiting.ToString() : null);
}
