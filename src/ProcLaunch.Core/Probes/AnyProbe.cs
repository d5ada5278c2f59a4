using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>Any of several checks, tried at the same time: a slow one does not keep the others waiting.</summary>
internal sealed class AnyProbe(IReadOnlyList<Probe> parts) : Probe
{
    public override string Missing => string.Join(", and ", parts.Select(part => part.Missing));

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attempts = parts.Select(part => Reason(part, enough.Token)).ToArray();
        try
        {
            await foreach (var attempt in Task.WhenEach(attempts).ConfigureAwait(false))
            {
                if (await attempt.ConfigureAwait(false) is null)
                    return null;
            }
            return string.Join(", and ", attempts.Select(attempt => attempt.Result));
        }
        finally
        {
            await enough.CancelAsync().ConfigureAwait(false);
            // One attempt at a time: the others must be over before the next.
            await ((Task)Task.WhenAll(attempts)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }

    private static async Task<string?> Reason(Probe part, CancellationToken cancellationToken)
    {
        try
        {
            return await part.TryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Quoted.Sentence(e.Message);
        }
    }
}
