namespace ProcLaunch.Probes;

/// <summary><c>WATCHDOG=1</c> was sent, and once more for each attempt.</summary>
internal sealed class WatchdogProbe(NotifySocket socket) : Probe
{
    public override string Missing => "it did not send WATCHDOG=1 to NOTIFY_SOCKET";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        await socket.WhenAlive(cancellationToken).ConfigureAwait(false);
        return null;
    }
}
