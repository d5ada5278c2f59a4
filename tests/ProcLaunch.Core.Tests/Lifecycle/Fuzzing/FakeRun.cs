namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>What the fake host knows of a run.</summary>
internal sealed class FakeRun(long number, string profile, string instance, ProfileDefinition definition)
{
    public long Number { get; } = number;

    public string Profile { get; } = profile;

    public string Instance { get; } = instance;

    public ProfileDefinition Definition { get; } = definition;

    public bool Daemon => Definition.Mode == ProfileMode.Daemon;

    public bool InFlight { get; set; }

    public bool Released { get; set; }

    /// <summary>LeftBehind was said: the end of the last process is news.</summary>
    public bool WatchesRemains { get; set; }

    public FakeProcess? Launcher { get; set; }

    public FakeProcess? Service { get; set; }

    public bool Owns(FakeProcess process) => process.Instance == Instance || process == Service;
}
