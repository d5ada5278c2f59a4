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

    /// <summary>There is something to start; a service whose definition turned invalid is restarted by its last good one.</summary>
    public bool Startable => Complete && Definition is not null;

    /// <summary>True: what is on disk now is invalid.</summary>
    public bool Invalid { get; set; }

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

    public RestartHistory History { get; set; } = RestartHistory.Clean;

    public int Restarts { get; set; }

    public ProfileExit? LastExit { get; set; }

    /// <summary>A sentence for people, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>When the state was entered.</summary>
    public DateTimeOffset Since { get; set; }
}
