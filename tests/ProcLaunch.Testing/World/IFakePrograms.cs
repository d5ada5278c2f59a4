namespace ProcLaunch.Testing;

/// <summary>How the programs of a fake world behave.</summary>
internal interface IFakePrograms
{
    /// <returns>Why it cannot be executed; null when it can.</returns>
    string? Refusal(ProfileDefinition definition);

    /// <summary>It was executed, and its launch was told.</summary>
    void Begin(FakeProcess process);
}
