using System.Net.Sockets;

namespace ProcLaunch.Probes;

/// <summary>Why a connection could not be made, as a sentence.</summary>
internal static class ConnectFailure
{
    public static string Describe(string address, string host, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{address} refused the connection",
        SocketError.ConnectionReset => $"{address} closed the connection",
        SocketError.WouldBlock => $"{address} has too many connections waiting already",
        SocketError.TimedOut => $"{address} did not answer",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"there is no host {host}",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"{address} cannot be reached",
        _ => $"{address}: {failure.Message}",
    };
}
