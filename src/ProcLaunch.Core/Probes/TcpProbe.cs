using System.Net.Sockets;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class TcpProbe(TcpCheck check) : Probe
{
    public override string Missing => $"{check.Address} did not accept the connection";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var connection = await Connection.OpenAsync(check.Host, check.Port, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SocketException e)
        {
            return ConnectFailure.Describe(check.Address, check.Host, e);
        }
    }
}
