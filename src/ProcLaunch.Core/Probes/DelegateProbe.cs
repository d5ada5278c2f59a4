using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class DelegateProbe(Func<CancellationToken, Task<bool>> check) : Probe
{
    private const string Name = "the app's own check";

    private Task<bool>? call;

    public override string Missing => $"{Name} did not answer";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        // One that does not heed its cancellation is waited for, not called a second time beside it.
        call ??= Task.Run(() => check(cancellationToken), CancellationToken.None);
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false) ? null : $"{Name} does not hold";
        }
        catch (Exception e) when (call.IsFaulted)
        {
            return $"{Name} failed: {Quoted.Sentence(e.Message)}";
        }
        catch (OperationCanceledException) when (call.IsCanceled && !cancellationToken.IsCancellationRequested)
        {
            return $"{Name} was cancelled";
        }
        finally
        {
            if (call.IsCompleted)
                call = null;
        }
    }
}
