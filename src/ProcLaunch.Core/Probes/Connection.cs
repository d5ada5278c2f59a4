using System.Net;
using System.Net.Sockets;

namespace ProcLaunch.Probes;

/// <summary>TCP connections that cannot get in the way of the server they look for.</summary>
internal static class Connection
{
    private const int LocalPortRange = 51; // ip(7), IP_LOCAL_PORT_RANGE
    private const int MiddlePort = 46_000; // of the ports that the kernel gives to clients

    /// <summary>Tries the addresses of the host one after the other.</summary>
    /// <exception cref="SocketException">None of them accepts; the error is that of the last one.</exception>
    public static async Task<Socket> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        SocketException? failure = null;
        foreach (var address in addresses)
        {
            try
            {
                return await OpenAsync(address, port, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }
        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Socket> OpenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            AvoidPort(socket, port);
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            // Nobody listens, and the kernel gave us the very port that we connect to.
            if (Equals(socket.LocalEndPoint, socket.RemoteEndPoint))
                throw new SocketException((int)SocketError.ConnectionRefused);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A client whose own port is the one it connects to is connected to itself, and takes the port from the server that is about
    /// to start. So our port is taken from the other half of the range; the low half of the option's value is its beginning, 0 stands for that of the system.
    /// </summary>
    private static void AvoidPort(Socket socket, int port)
    {
        var range = port >= MiddlePort ? (uint)(port - 1) << 16 : (uint)port + 1;
        try
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.IP, LocalPortRange, BitConverter.GetBytes(range));
        }
        catch (SocketException)
        {
            // Before Linux 6.3: noticed afterwards.
        }
    }
}
