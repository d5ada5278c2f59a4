namespace ProcLaunch.Probes;

/// <summary><c>READY=1</c> was sent.</summary>
internal sealed class ReadinessProbe(NotifySocket socket) : Probe
{
    public override string Missing => "it did not send READY=1 to NOTIFY_SOCKET";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        await socket.WhenReady.WaitAsync(cancellationToken).ConfigureAwait(false);
        return null;
    }
}
