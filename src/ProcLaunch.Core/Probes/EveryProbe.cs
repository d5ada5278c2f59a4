namespace ProcLaunch.Probes;

/// <summary>All of several checks, in their order: the first that does not hold tells why.</summary>
internal sealed class EveryProbe(IReadOnlyList<Probe> parts) : Probe
{
    private int trying;

    public override string Missing => parts[trying].Missing;

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        for (trying = 0; trying < parts.Count; trying++)
        {
            if (await parts[trying].TryAsync(cancellationToken).ConfigureAwait(false) is { } reason)
                return reason;
        }
        return null;
    }

    public override void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }
}
