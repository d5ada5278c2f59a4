namespace ProcLaunch;

/// <summary>How the output of a service is kept.</summary>
public sealed record LogSettings
{
    /// <summary>10 MiB, five old files, no timestamps.</summary>
    public static LogSettings Default { get; } = new();

    /// <summary>The size in bytes at which the log file is rotated, at the next end of a line. Default 10 MiB.</summary>
    public long MaxSize { get; init; } = 10 << 20;

    /// <summary>How many old files are kept, <c>NAME.log.1</c> being the newest. 0: none; the file is begun anew. Default 5.</summary>
    public int MaxFiles { get; init; } = 5;

    /// <summary>
    /// Whether each line begins with the time at which it was captured (UTC, ISO 8601 with milliseconds). Default false. The
    /// output then passes through the supervisor's memory: a SIGKILL between reading and writing loses up to 64 KiB of it.
    /// </summary>
    public bool Timestamps { get; init; }
}
