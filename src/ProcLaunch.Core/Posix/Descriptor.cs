using System.Text;

namespace ProcLaunch.Posix;

/// <summary>An owned file descriptor, and the few things done with one. Always close-on-exec.</summary>
internal sealed unsafe class Descriptor : IDisposable
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Append = 0x400;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    // The two flags whose numbers differ between x64 and arm64.
    private static readonly bool IsArm = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64;
    public static readonly int DirectoryOnly = IsArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private int number;

    public Descriptor(int number) => this.number = number;

    public int Number => number >= 0 ? number : throw new ObjectDisposedException(nameof(Descriptor));

    /// <exception cref="IOException">The message says what could not be opened and why; HResult is the errno.</exception>
    public static Descriptor Open(string path, int flags, int mode = 0)
    {
        using var name = new CString(path);
        int fd;
        do
            fd = Libc.open(name, flags | CloseOnExec, (uint)mode);
        while (fd < 0 && Errno.Last == Errno.EINTR);
        return fd >= 0 ? new Descriptor(fd) : throw Errno.Failure($"cannot open {path}", Errno.Last);
    }

    /// <returns>The number of bytes; 0 at the end; minus the errno when nothing could be read.</returns>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do
                count = Libc.read(Number, start, buffer.Length);
            while (count < 0 && Errno.Last == Errno.EINTR);
            return count >= 0 ? (int)count : -Errno.Last;
        }
    }

    /// <exception cref="IOException">Not all of it could be written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var done = 0;
            while (done < bytes.Length)
            {
                var count = Libc.write(Number, start + done, bytes.Length - done);
                if (count >= 0)
                    done += (int)count;
                else if (Errno.Last != Errno.EINTR)
                    throw Errno.Failure("cannot write", Errno.Last);
            }
        }
    }

    /// <summary>One write(2).</summary>
    /// <returns>How many bytes were written; minus the errno when none could be.</returns>
    public int TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            do
                count = Libc.write(Number, start, bytes.Length);
            while (count < 0 && Errno.Last == Errno.EINTR);
            return count >= 0 ? (int)count : -Errno.Last;
        }
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    public void SetMode(int mode)
    {
        if (Libc.fchmod(Number, (uint)mode) != 0)
            throw Errno.Failure("cannot change the mode", Errno.Last);
    }

    public void SetOwner(uint owner, uint group)
    {
        if (Libc.fchown(Number, owner, group) != 0)
            throw Errno.Failure("cannot change the owner", Errno.Last);
    }

    public void Dispose()
    {
        var fd = Interlocked.Exchange(ref number, -1);
        if (fd >= 0)
            _ = Libc.close(fd);
    }
}
