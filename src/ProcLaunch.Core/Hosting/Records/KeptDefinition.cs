namespace ProcLaunch.Hosting;

/// <summary>
/// What a record keeps of a definition: what it takes to go on with a service that runs. Neither commands nor environment are
/// kept, which may hold secrets; a check that cannot be written is known again once the profile is read, or added, again.
/// </summary>
internal sealed record KeptDefinition(string Name)
{
    public string? WorkingDirectory { get; init; }

    public string? PidFile { get; init; }

    public required StopSettings Stop { get; init; }

    public Signal? ReloadSignal { get; init; }

    public required RestartPolicy Restart { get; init; }

    public TimeSpan StartTimeout { get; init; }

    public ReadyWhen? Ready { get; init; }

    public TimeSpan ReadyInterval { get; init; }

    public KeptHealth? Health { get; init; }

    public bool Down { get; init; }

    public required LogSettings Log { get; init; }

    /// <summary>Several that are being stopped go on in their order before their files are read.</summary>
    public IReadOnlyDictionary<string, DependencyCondition>? DependsOn { get; init; }

    public static KeptDefinition Of(ProfileDefinition definition) => new(definition.Name)
    {
        WorkingDirectory = definition.WorkingDirectory,
        PidFile = definition.PidFile,
        Stop = definition.Stop,
        ReloadSignal = definition.ReloadSignal,
        Restart = definition.Restart,
        StartTimeout = definition.StartTimeout,
        Ready = definition.Ready is { } ready && ready.CanBeWritten ? ready : null,
        ReadyInterval = definition.ReadyInterval,
        Health = definition.Health is { } health && health.Check.CanBeWritten ? new KeptHealth(health.Check, health.Interval, health.Failures, health.Timeout) : null,
        Down = definition.Down,
        Log = definition.Log,
        DependsOn = definition.DependsOn.Count > 0 ? definition.DependsOn : null,
    };

    public ProfileDefinition Restore() => new(Name)
    {
        WorkingDirectory = WorkingDirectory,
        PidFile = PidFile,
        Stop = Stop,
        ReloadSignal = ReloadSignal,
        Restart = Restart,
        StartTimeout = StartTimeout,
        Ready = Ready,
        ReadyInterval = ReadyInterval,
        Health = Health is { } health ? new HealthCheck(health.Check) { Interval = health.Interval, Failures = health.Failures, Timeout = health.Timeout } : null,
        Down = Down,
        Log = Log,
        DependsOn = DependsOn ?? new Dictionary<string, DependencyCondition>(),
    };

    /// <summary>The keys of <c>health</c>.</summary>
    internal sealed record KeptHealth(ReadyWhen Check, TimeSpan Interval, int Failures, TimeSpan Timeout);
}
