namespace ProcLaunch;

/// <summary>Limits of a service (setrlimit(2)); each sets the soft and the hard one. <c>null</c> leaves a limit as it is.</summary>
public sealed record ProcessLimits
{
    /// <summary>No limit is changed.</summary>
    public static ProcessLimits None { get; } = new();

    /// <summary>Open file descriptors (RLIMIT_NOFILE).</summary>
    public ulong? OpenFiles { get; init; }

    /// <summary>Processes and threads of the user (RLIMIT_NPROC).</summary>
    public ulong? Processes { get; init; }

    /// <summary>Size of a core file in bytes (RLIMIT_CORE); 0 for none.</summary>
    public ulong? Core { get; init; }

    /// <summary>Size of a file it may write, in bytes (RLIMIT_FSIZE).</summary>
    public ulong? FileSize { get; init; }

    /// <summary>Address space in bytes (RLIMIT_AS).</summary>
    public ulong? AddressSpace { get; init; }
}
