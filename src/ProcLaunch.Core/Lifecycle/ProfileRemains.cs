namespace ProcLaunch.Lifecycle;

/// <summary>What of an earlier run is still alive.</summary>
/// <param name="Launched">The process it was launched as.</param>
/// <param name="Service">The service itself.</param>
/// <param name="Others">Whatever else carries the run's marker; to be stopped when the service is not alive.</param>
internal sealed record ProfileRemains(ProcessIdentity? Launched, ProcessIdentity? Service, IReadOnlyList<ProcessIdentity> Others)
{
    public static ProfileRemains None { get; } = new(null, null, []);

    public bool Nothing => Launched is null && Service is null && Others.Count == 0;
}
