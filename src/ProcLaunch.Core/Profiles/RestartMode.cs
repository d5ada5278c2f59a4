namespace ProcLaunch;

/// <summary>When a profile that ended is started again.</summary>
public enum RestartMode
{
    /// <summary>Not by itself.</summary>
    Never,

    /// <summary>After a non-zero exit code, a signal or an unknown exit status, and after a failed start.</summary>
    OnFailure,

    /// <summary>After every end.</summary>
    Always,
}
