namespace ProcLaunch.Runtime;

/// <summary>What a caller sees of a supervisor that has ended while he waited.</summary>
internal static class EndedSupervisor
{
    /// <exception cref="ObjectDisposedException">The wait was ended by nobody but the supervisor.</exception>
    public static async Task<T> AsDisposed<T>(Task<T> wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(Supervisor));
        }
    }

    /// <inheritdoc cref="AsDisposed{T}"/>
    public static Task AsDisposed(Task wait, CancellationToken cancellationToken) => AsDisposed(Of(wait), cancellationToken);

    private static async Task<bool> Of(Task wait)
    {
        await wait.ConfigureAwait(false);
        return true;
    }
}
