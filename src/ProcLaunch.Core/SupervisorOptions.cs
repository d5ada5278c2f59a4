using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ProcLaunch;

/// <summary>How a <see cref="Supervisor"/> works.</summary>
public sealed record SupervisorOptions
{
    /// <summary>
    /// Where records, pipes and logs are kept; must exist. One supervisor at a time may use it. <c>null</c> (the default): a
    /// private temporary directory, removed when the supervisor is disposed.
    /// </summary>
    public string? StateDirectory { get; init; }

    /// <summary>A directory of profiles to follow; must exist. <c>null</c> (the default): only profiles that are added.</summary>
    public string? ProfilesDirectory { get; init; }

    /// <summary>
    /// Whether to listen on <c>control.sock</c> in the state directory, so that <c>proclaunch status</c> and the other commands,
    /// or a <see cref="Control.ControlClient"/>, work. Only root and the own user get access. Default <c>false</c>. A socket that
    /// cannot be made is reported in the log: supervision does not depend on it.
    /// </summary>
    public bool ControlSocket { get; init; }

    /// <summary>
    /// Whether the services end when the process that hosts the supervisor ends without disposing it, however that happens:
    /// SIGKILL, a crash, a normal return. Default <c>true</c>: they get SIGTERM and, 0.3 s later, SIGKILL, from a small process that
    /// begins with the first service and ends when the supervisor is disposed. It does nothing after <see cref="Supervisor.LeaveAsync"/>, nor while
    /// the host is stopped in a debugger. <c>false</c>: they run on and are adopted by the next supervisor with the same
    /// <see cref="StateDirectory"/>, as those of the program <c>proclaunch</c> are.
    /// </summary>
    public bool ServicesEndWithHost { get; init; } = true;

    /// <summary>
    /// What services see of this process's environment variables. Default <see cref="HostEnvironment.WithoutTestHost"/>. What a profile
    /// sets itself, or reads from its environment files, is never left out.
    /// </summary>
    public HostEnvironment HostEnvironment { get; init; } = HostEnvironment.WithoutTestHost;

    /// <summary>Where the log goes: category <c>ProcLaunch</c>, and <c>ProcLaunch.NAME</c> for each profile. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What only a program may ask for that owns its process.</summary>
    internal Hosting.HostOptions Host { get; init; } = new();
}
