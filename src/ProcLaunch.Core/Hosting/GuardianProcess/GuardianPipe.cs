using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The pipe to a guardian: its end is how the guardian learns of ours.</summary>
internal sealed unsafe class GuardianPipe : IDisposable
{
    // Above the numbers that a child's standard streams and its lock are put at.
    private const int AboveAll = 10;
    private const int DuplicateAbove = 1030; // F_DUPFD_CLOEXEC
    private const int SetStatusFlags = 4; // F_SETFL
    private const short Writable = 4; // POLLOUT
    private const int MillisecondsOfPatience = 1000;

    private readonly Descriptor reader;
    private readonly Descriptor writer;

    /// <exception cref="IOException">No descriptor is left.</exception>
    public GuardianPipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Descriptor.CloseOnExec) != 0)
            throw Errno.Failure("cannot make a pipe", Errno.Last);
        writer = new Descriptor(ends[1]);
        using var first = new Descriptor(ends[0]);
        _ = Libc.fcntl(writer.Number, SetStatusFlags, Descriptor.NonBlocking);
        var moved = Libc.fcntl(first.Number, DuplicateAbove, AboveAll);
        if (moved < 0)
        {
            var error = Errno.Last;
            writer.Dispose();
            throw Errno.Failure("cannot make a pipe", error);
        }
        reader = new Descriptor(moved);
    }

    public int Reader => reader.Number;

    /// <summary>Only then does the pipe end with the guardian.</summary>
    public void CloseReader() => reader.Dispose();

    /// <summary>A guardian that is gone or does not read will be followed by another, which is told anew.</summary>
    /// <returns>False when that is so.</returns>
    public bool Tell(string words)
    {
        ReadOnlySpan<byte> rest = Encoding.ASCII.GetBytes(words);
        while (rest.Length > 0)
        {
            var count = writer.TryWrite(rest);
            if (count > 0)
                rest = rest[count..];
            else if (count != -Errno.EAGAIN || !HasRoomSoon())
                return false;
        }
        return true;
    }

    public void Dispose()
    {
        reader.Dispose();
        writer.Dispose();
    }

    private bool HasRoomSoon()
    {
        // struct pollfd: int fd, short events, short revents.
        var entry = stackalloc int[2];
        entry[0] = writer.Number;
        entry[1] = Writable;
        return Libc.poll(entry, 1, MillisecondsOfPatience) == 1;
    }
}
