namespace ProcLaunch.Hosting;

/// <summary>What the host must know of its surroundings; the defaults suit a guest in somebody's process.</summary>
internal sealed record HostOptions
{
    /// <summary>The soft limit of open files that services get; null for our own.</summary>
    public ulong? SoftOpenFiles { get; init; }

    /// <summary>Reap orphans that became our children. Only for a program that owns its process, with SIGCHLD blocked in every thread.</summary>
    public bool ReapOrphans { get; init; }

    /// <summary>How services are ended when our process is; null to let them run on.</summary>
    public GuardianSettings? Guardian { get; init; }

    /// <summary>What services see of our environment.</summary>
    public HostEnvironment Environment { get; init; } = HostEnvironment.All;

    /// <summary>The ports that definitions speak of; null to take what they say as it is.</summary>
    public PortTable? Ports { get; init; }

    /// <summary>False to do without pidfds, as on kernels that have none.</summary>
    public bool UsePidfds { get; init; } = true;

    /// <summary>False to signal groups without their leader's pidfd, as on kernels before Linux 6.9.</summary>
    public bool UseGroupPidfds { get; init; } = true;

    /// <summary>Told each <see cref="CrashPoint"/> that is reached; for tests.</summary>
    public Action<string>? AtCrashPoint { get; init; }

    public void Pass(string crashPoint) => AtCrashPoint?.Invoke(crashPoint);
}
