namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What a <see cref="FakeHost"/> knows of one run.</summary>
internal sealed class FakeRun(long number, ProfileDefinition definition)
{
    public long Number => number;

    public ProfileDefinition Definition => definition;

    public FakeProcess? Launched { get; set; }

    public FakeProcess? Service { get; set; }

    public List<FakeProcess> Others { get; } = [];

    public bool Ended { get; set; }

    public bool Vanished { get; set; }
}
