using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>
/// A service's log file, written at its end only. Not opened with O_APPEND, which splice(2) refuses: the end is looked up
/// before each write instead, so that a file truncated by someone else goes on at its new end without a hole.
/// </summary>
internal sealed unsafe class LogFile : IDisposable
{
    private const int Mode = 0x1a0; // 0640
    private const int FromEnd = 2;
    private const uint MoveWithoutWaiting = 3; // SPLICE_F_MOVE | SPLICE_F_NONBLOCK

    private readonly Descriptor file;
    private readonly ulong device;
    private readonly ulong inode;
    private readonly long largest = FileSizeLimit.Current;

    private LogFile(Descriptor file)
    {
        this.file = file;
        var fact = FileStatus.Of(file);
        (device, inode) = (fact.Device, fact.Inode);
    }

    /// <summary>False once the file system turned out not to support it: then bytes must be read and written.</summary>
    public bool CanSplice { get; private set; } = true;

    /// <summary>The size as it is now.</summary>
    public long End => Libc.lseek(file.Number, 0, FromEnd) is >= 0 and var end ? end : throw Errno.Failure("cannot find the end", Errno.Last);

    /// <summary>Whether the last line is unfinished.</summary>
    public bool EndsMidLine
    {
        get
        {
            byte last;
            return End is > 0 and var end && Libc.pread(file.Number, &last, 1, end - 1) == 1 && last != '\n';
        }
    }

    /// <exception cref="IOException">The message says what could not be opened and why.</exception>
    public static LogFile Open(string path)
    {
        PrivateDirectory.Ensure(Path.GetDirectoryName(path)!);
        return new LogFile(RegularFile.OpenOrCreate(path, Descriptor.ReadWrite, Mode));
    }

    /// <summary>Moves bytes from the pipe to the end of the file; no byte is ever in neither, so no death of ours loses one.</summary>
    /// <returns>The number of bytes; minus the errno when none could be moved.</returns>
    public int Splice(OutputPipe pipe, int most)
    {
        // Cut here, not by the kernel: it would go on at the limit within the same call, and raise the signal.
        var room = largest - End;
        if (room <= 0)
            return -Errno.EFBIG;
        nint count;
        do
            count = Libc.splice(pipe.Descriptor.Number, null, file.Number, null, (nint)Math.Min(most, room), MoveWithoutWaiting);
        while (count < 0 && Errno.Last == Errno.EINTR);
        if (count >= 0)
            return (int)count;
        var error = Errno.Last;
        if (error == Errno.EINVAL)
            CanSplice = false;
        return -error;
    }

    /// <returns>How many of the bytes were written: all, or <paramref name="error"/> says why not.</returns>
    public int Append(ReadOnlySpan<byte> bytes, out int error)
    {
        var done = 0;
        error = 0;
        while (done < bytes.Length && error == 0)
        {
            var count = End >= largest ? -Errno.EFBIG : file.TryWrite(bytes[done..]);
            if (count >= 0)
                done += count;
            else
                error = -count;
        }
        return done;
    }

    /// <summary>Whether the path still leads to this file: it does not when the file was renamed, removed or replaced.</summary>
    public bool IsAt(string path)
    {
        try
        {
            return FileStatus.Of(path, follow: false) is { } found && found.Device == device && found.Inode == inode;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => file.Dispose();
}
