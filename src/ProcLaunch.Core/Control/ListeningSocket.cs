using System.Net.Sockets;
using ProcLaunch.Posix;

namespace ProcLaunch.Control;

/// <summary>Makes a Unix socket that from its first instant only its owner can connect to, whatever the umask.</summary>
internal static class ListeningSocket
{
    private const int OwnerOnly = 0x180; // 0600
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW

    /// <summary>What is at its place, a socket that a killed supervisor left behind or a link, is replaced.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    public static unsafe Socket On(Endpoint endpoint, int backlog)
    {
        using var path = new CString(endpoint.Reachable);
        if (Libc.unlink(path) != 0 && Errno.Last != Errno.ENOENT)
            throw Errno.Failure($"cannot replace {endpoint.Path}", Errno.Last);
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            // Linux gives the file the mode of the socket: nobody else can connect at any moment.
            _ = Libc.fchmod((int)socket.Handle, OwnerOnly);
            socket.Bind(endpoint.Address);
            // The umask may have taken our own rights.
            _ = Libc.fchmodat(WorkingDirectory, path, OwnerOnly, DoNotFollow);
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw new IOException($"cannot listen on {endpoint.Path}: {e.Message}", e);
        }
    }
}
