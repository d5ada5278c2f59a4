namespace ProcLaunch.Testing;

/// <summary>What the fake host knows of a run.</summary>
internal sealed class FakeRun(long number, string instance, ProfileDefinition definition)
{
    public long Number { get; } = number;

    public string Profile => Definition.Name;

    public string Instance { get; } = instance;

    public ProfileDefinition Definition { get; } = definition;

    public bool IsDaemon => Definition.Mode == ProfileMode.Daemon;

    /// <summary>Whether it was executed is not known yet.</summary>
    public bool InFlight { get; set; }

    public bool Released { get; set; }

    public FakeProcess? Launched { get; set; }

    public FakeProcess? Service { get; set; }

    public List<FakeProcess> Others { get; } = [];

    /// <summary>Its end was told.</summary>
    public bool Ended { get; set; }

    public bool Vanished { get; set; }

    public bool Owns(FakeProcess process) =>
        (Instance.Length > 0 && process.Instance == Instance) || process == Service || process == Launched || Others.Contains(process);
}
