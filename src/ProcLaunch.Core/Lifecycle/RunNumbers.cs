namespace ProcLaunch.Lifecycle;

/// <summary>Makes the runs of all profiles: each with a number that is never used again.</summary>
/// <param name="newInstance">The random part of a marker.</param>
internal sealed class RunNumbers(Func<string> newInstance)
{
    private long last;

    public Run NewRun(ProfileDefinition definition, string? instance = null) => new(instance ?? newInstance(), definition) { Number = ++last };
}
