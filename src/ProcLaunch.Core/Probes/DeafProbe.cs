namespace ProcLaunch.Probes;

/// <summary>In place of one that waits for what the service tells, where it cannot be heard: it was adopted, and not started so that it could tell.</summary>
internal sealed class DeafProbe : Probe
{
    public override string Missing => "what it tells of itself is not heard";

    public override Task<string?> TryAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(Missing);
}
