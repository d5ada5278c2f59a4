namespace ProcLaunch.Lifecycle;

/// <summary>Why nothing of a profile runs; it decides, together with what is wanted, whether it is started by itself.</summary>
internal enum StopReason
{
    /// <summary>This supervisor has not started it yet.</summary>
    NotStarted,

    /// <summary>Someone, its files or the end of the supervisor asked for the stop.</summary>
    Requested,

    /// <summary>It is to be started again, by its restart policy or because someone asked for a restart.</summary>
    Restart,

    /// <summary>It was seen to end with exit code 0, and its policy asks for no restart. The next ProcLaunch keeps it so.</summary>
    Completed,

    /// <summary>It failed, and its policy asks for no restart. The next ProcLaunch starts it.</summary>
    Failed,

    /// <summary>It was restarted as often as its policy allows. Someone has to start it, or to change it.</summary>
    GaveUp,
}
