namespace ProcLaunch;

/// <summary>What the user wants of one supervised program. Data only; validated where it is read or added.</summary>
public sealed record ProfileDefinition
{
    /// <summary>Names a profile.</summary>
    /// <param name="name">ASCII letters, digits and <c>. _ - @ : +</c>, not starting with <c>.</c> or <c>-</c>, at most 100 bytes, not <c>ProcLaunch</c> in any case.</param>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public ProfileDefinition(string name)
    {
        if (ProfileName.Problem(name) is { } problem)
            throw new ArgumentException($"'{name}' cannot name a profile: {problem}", nameof(name));
        Name = name;
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The program and its arguments; nothing is ever handed to a shell. A program without a slash is looked up in the
    /// profile's PATH, a relative one starts at <see cref="WorkingDirectory"/>. In arguments <c>${port:NAME}</c> stands for a free TCP port,
    /// the same wherever the same name is used (<see cref="Supervisor.Ports"/>); <c>$${</c> stands for <c>${</c>.
    /// </summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Where the program runs; <c>null</c> (the default) for the directory of the supervising process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables set on top of those of the supervising process; <c>${port:NAME}</c> as in <see cref="Command"/>. Default none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The path of the pid file that the program, which daemonizes itself, writes; relative to <see cref="WorkingDirectory"/>.
    /// <c>null</c> (the default): the started process itself is the service.
    /// </summary>
    public string? PidFile { get; init; }

    /// <summary>Which process is the service: follows from <see cref="PidFile"/>.</summary>
    public ProfileMode Mode => PidFile is null ? ProfileMode.Foreground : ProfileMode.Daemon;

    /// <summary>Whether and how soon it is started again when it ends. Default <see cref="RestartPolicy.Never"/>.</summary>
    public RestartPolicy Restart { get; init; } = RestartPolicy.Never;

    /// <summary>True: it is not started by itself, only on request. Default false.</summary>
    public bool Down { get; init; }

    /// <summary>How it is stopped.</summary>
    public StopSettings Stop { get; init; } = StopSettings.Default;

    /// <summary>The signal sent when the definition changes, instead of a restart; <c>null</c> (the default) to restart.</summary>
    public Signal? ReloadSignal { get; init; }

    /// <summary>The user it runs as, by name or decimal uid; effective only when the supervising process is root. <c>null</c> (the default): the same user.</summary>
    public string? User { get; init; }

    /// <summary>How long a start may take until it is confirmed. Default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// When a start is confirmed. <c>null</c> (the default): as soon as the program was executed, or the pid file names its
    /// process. With <see cref="PidFile"/>, both must hold.
    /// </summary>
    public ReadyWhen? Ready { get; init; }

    /// <summary>From the end of an attempt of <see cref="Ready"/> to the next one. An attempt may take 5 s. Default 100 ms.</summary>
    public TimeSpan ReadyInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether it is still well while it is running; <c>null</c> (the default) for no check.</summary>
    public HealthCheck? Health { get; init; }

    /// <summary>
    /// Files of <c>KEY=value</c> lines, read anew at each start, in this order; before <see cref="Environment"/>, which wins.
    /// Relative to <see cref="WorkingDirectory"/>. A missing one fails the start. Default none.
    /// </summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];

    /// <summary>The file mode creation mask (umask(2)), 0 to 511 (0777); <c>null</c> (the default) for that of the supervising process.</summary>
    public int? Umask { get; init; }

    /// <summary>The nice value (nice(2)), -20 to 19, absolute; <c>null</c> (the default) for that of the supervising process.</summary>
    public int? Nice { get; init; }

    /// <summary>Limits of its resources. Default none changed.</summary>
    public ProcessLimits Limits { get; init; } = ProcessLimits.None;

    /// <summary>Read from a directory: as root, what it says to execute must not be in reach of others, at each launch.</summary>
    internal bool FromDirectory { get; init; }

    /// <summary>How its output is kept.</summary>
    public LogSettings Log { get; init; } = LogSettings.Default;

    /// <summary>
    /// Files that restart it (or reload it, where <see cref="ReloadSignal"/> is set) when one of them appears, changes or
    /// disappears and has then been left alone for 200 ms, as do <see cref="EnvironmentFiles"/>. A directory counts as changed
    /// when an entry comes or goes. Relative to <see cref="WorkingDirectory"/>. Default none.
    /// </summary>
    public IReadOnlyList<string> Watch { get; init; } = [];

    /// <summary>
    /// Profiles that it is started after, and what of each it waits for; they are stopped after it. Names that no profile has, and
    /// cycles, make the definition invalid. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, DependencyCondition> DependsOn { get; init; } = new Dictionary<string, DependencyCondition>();

    /// <summary>
    /// True: when it has ended for good (no restart will follow, and nobody stopped it by hand) everything is stopped, and
    /// <c>proclaunch</c> exits with its exit code, 128 + signal, or 1 where that is unknown. Default false.
    /// </summary>
    public bool Essential { get; init; }
}
