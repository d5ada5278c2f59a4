using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ProcLaunch.Control;

/// <summary>Who is at the other end of a socket, as the kernel says (SO_PEERCRED, unix(7)).</summary>
internal readonly record struct Peer(int Pid, uint Uid, uint Gid)
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED

    public static Peer Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return MemoryMarshal.Read<Peer>(credentials);
    }
}
