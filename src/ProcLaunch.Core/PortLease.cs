using System.Globalization;
using System.Net.Sockets;

namespace ProcLaunch;

/// <summary>A TCP port that nobody else is given as long as this is not disposed. Nothing listens on it: that is for whom it was leased for.</summary>
public sealed class PortLease : IDisposable
{
    // A name in the kernel, not in the file system (unix(7), «abstract»): it is gone with the descriptor, whatever becomes of us.
    private readonly Socket claim;

    private PortLease(int port, Socket claim)
    {
        Port = port;
        this.claim = claim;
    }

    /// <summary>The number of the port.</summary>
    public int Port { get; }

    /// <summary>Gives the port back. Harmless when repeated.</summary>
    public void Dispose() => claim.Dispose();

    /// <summary>The number of the port.</summary>
    public override string ToString() => Port.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null when it is leased already.</returns>
    /// <exception cref="IOException">No descriptor is left.</exception>
    internal static PortLease? TryTake(int port)
    {
        Socket? claim = null;
        try
        {
            claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            claim.Bind(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0proclaunch-port-{port}")));
            return new PortLease(port, claim);
        }
        catch (SocketException e)
        {
            claim?.Dispose();
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse ? null : throw new IOException($"Cannot lease a TCP port: {e.Message}", e);
        }
    }
}
