using System.Net;
using System.Net.Sockets;

namespace ProcLaunch;

/// <summary>
/// Leases TCP ports, so that servers started side by side never meet. All processes of the machine (more exactly, of its network
/// namespace) that lease through this class are told different ports, whoever runs them.
/// </summary>
public static class Ports
{
    private const int Lowest = 10000;
    private const int Highest = 65535;

    /// <summary>
    /// Leases a TCP port on which nobody listens on the loopback addresses. It is not one that the system gives to outgoing
    /// connections, so that it stays free until somebody listens on purpose, also while a service restarts.
    /// </summary>
    /// <returns>Holds the port until it is disposed or the process ends, however that happens.</returns>
    /// <exception cref="IOException">No port is free, or no descriptor is left.</exception>
    public static PortLease Lease()
    {
        var candidates = Candidates();
        var first = Random.Shared.Next(candidates.Length);
        for (var i = 0; i < candidates.Length; i++)
        {
            if (TryLease(candidates[(first + i) % candidates.Length]) is { } lease)
                return lease;
        }
        throw new IOException("No TCP port is free on the loopback address.");
    }

    private static PortLease? TryLease(int port)
    {
        if (PortLease.TryTake(port) is not { } lease)
            return null;
        if (IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port)))
            return lease;
        lease.Dispose();
        return null;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // Not even one that lingers after its last use: not every server asks to be let in all the same.
            probe.ExclusiveAddressUse = true;
            probe.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // There is no such address here: nobody listens on it.
            return true;
        }
        catch (SocketException e)
        {
            throw new IOException($"Cannot look for a free TCP port: {e.Message}", e);
        }
    }

    /// <summary>Those that are not given to outgoing connections; all, where these leave hardly any.</summary>
    private static int[] Candidates()
    {
        const int Enough = 1000;
        var (from, to) = Ephemeral();
        int[] all = [.. Enumerable.Range(Lowest, Highest - Lowest + 1)];
        int[] quiet = [.. all.Where(port => port < from || port > to)];
        return quiet.Length >= Enough ? quiet : all;
    }

    private static (int From, int To) Ephemeral()
    {
        try
        {
            var words = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is [var from, var to] && int.TryParse(from, out var lowest) && int.TryParse(to, out var highest) ? (lowest, highest) : UsualRange;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return UsualRange;
        }
    }

    private static (int From, int To) UsualRange => (32768, 60999);
}
