using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>One check of one run, to be tried again and again, one attempt at a time.</summary>
internal abstract class Probe : IDisposable
{
    /// <summary>What did not happen in an attempt that took too long, as a sentence: <c>127.0.0.1:6379 did not accept the connection</c>.</summary>
    public abstract string Missing { get; }

    /// <summary>One attempt.</summary>
    /// <returns>Why the check does not hold, as a sentence; null when it does.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string?> AttemptAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await TryAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"{Missing} within {DisplayText.Of(limit)}";
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Quoted.Sentence(e.Message);
        }
    }

    public virtual void Dispose()
    {
    }

    /// <summary>What it throws is a reason too.</summary>
    public abstract Task<string?> TryAsync(CancellationToken cancellationToken);
}
