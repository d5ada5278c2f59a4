namespace ProcLaunch;

/// <summary>The four states of a profile; it is always in exactly one.</summary>
public enum ProfileState
{
    /// <summary>Nothing of it runs.</summary>
    Stopped,

    /// <summary>Launched, not yet confirmed.</summary>
    Starting,

    /// <summary>Confirmed: its pid is known and it is alive.</summary>
    Running,

    /// <summary>Was told to end, or ended and left processes behind; not yet gone.</summary>
    Stopping,
}
