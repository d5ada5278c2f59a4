using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ProcLaunch.Posix;

/// <summary>A datagram socket on this machine (unix(7)); of each message the kernel says which process sent it.</summary>
internal sealed class CredentialSocket : IDisposable
{
    private const int PassCredentials = 16; // SO_PASSCRED
    private const int SocketLevel = 1;
    private const int Credentials = 2; // SCM_CREDENTIALS
    private const int DoNotWait = 0x40;
    private const int Truncated = 0x20;
    private const int ControlSize = 32; // one struct cmsghdr with one struct ucred: descriptors that come along have no room, and are closed
    private const int Longest = 4096;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] peeked = new byte[1];

    /// <param name="address">A path, or <c>@name</c> for one that is not in the file system.</param>
    /// <exception cref="IOException">It cannot be made there; the message says why.</exception>
    public CredentialSocket(string address)
    {
        try
        {
            socket.SetRawSocketOption(SocketLevel, PassCredentials, BitConverter.GetBytes(1));
            socket.Bind(new UnixDomainSocketEndPoint(address.StartsWith('@') ? $"\0{address[1..]}" : address));
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {address}: {e.Message}", e);
        }
    }

    /// <returns>The next message and the pid of its sender. One that is too long or without a sender is passed over.</returns>
    /// <exception cref="SocketException">It can no longer be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<(byte[] Message, int Sender)> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Waits without a thread; only recvmsg(2) tells of the sender.
            await socket.ReceiveAsync(peeked, SocketFlags.Peek, cancellationToken).ConfigureAwait(false);
            if (Take() is { } taken)
                return taken;
        }
    }

    public void Dispose() => socket.Dispose();

    private unsafe (byte[] Message, int Sender)? Take()
    {
        var message = stackalloc byte[Longest];
        var control = stackalloc byte[ControlSize];
        var part = new IoVector { Start = message, Length = Longest };
        var header = new MessageHeader { Parts = &part, PartCount = 1, Control = control, ControlLength = ControlSize };
        var count = Libc.recvmsg((int)socket.Handle, &header, DoNotWait);
        if (count < 0 || (header.Flags & Truncated) != 0)
            return null;
        // struct cmsghdr: size_t length, int level, int type; struct ucred: int pid, uid, gid.
        return header.ControlLength >= 28 && *(int*)(control + 8) == SocketLevel && *(int*)(control + 12) == Credentials
            ? (new Span<byte>(message, (int)count).ToArray(), *(int*)(control + 16))
            : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct IoVector
    {
        public byte* Start;
        public nint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Parts;
        public nint PartCount;
        public void* Control;
        public nint ControlLength;
        public int Flags;
    }
}
