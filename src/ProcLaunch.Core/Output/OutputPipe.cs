using System.Buffers;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Output;

/// <summary>
/// Our end of a service's named pipe. It is open for reading and writing on both sides, so neither side ever sees an end
/// of file or a broken pipe when the other goes away, and what was written stays in it as long as anyone holds it open.
/// </summary>
internal sealed unsafe class OutputPipe : IDisposable
{
    private const int OwnerOnly = 0x180; // 0600
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int GetPipeSize = 1032; // F_GETPIPE_SZ
    private const uint WithoutWaiting = 2; // SPLICE_F_NONBLOCK
    private const int WideSize = 256 * 1024;
    private const int Chunk = 64 * 1024;
    private const nuint BytesWaiting = 0x541B; // FIONREAD
    private const uint SameGroup = uint.MaxValue;

    private readonly Descriptor pipe;
    private readonly FileFact fact;

    private OutputPipe(Descriptor pipe)
    {
        this.pipe = pipe;
        fact = FileStatus.Of(pipe);
    }

    public Descriptor Descriptor => pipe;

    public uint Owner => fact.Owner;

    /// <summary>How many bytes are in the pipe at this moment.</summary>
    public int Waiting
    {
        get
        {
            int count;
            return Libc.ioctl(pipe.Number, BytesWaiting, &count) == 0 ? count : throw Errno.Failure("cannot look into the pipe", Errno.Last);
        }
    }

    /// <summary>Opens the named pipe of <paramref name="owner"/> at the path; makes one if there is none, or something else.</summary>
    /// <exception cref="IOException">The message says what could not be done and why.</exception>
    public static OutputPipe Open(string path, uint owner)
    {
        var pipe = OpenExisting(path, owner) ?? Create(path);
        try
        {
            var fact = FileStatus.Of(pipe);
            if (fact.Mode != OwnerOnly)
                pipe.SetMode(OwnerOnly);
            if (fact.Owner != owner)
                pipe.SetOwner(owner, SameGroup);
            return new OutputPipe(pipe);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }

    public static void Remove(string path)
    {
        using var name = new CString(path);
        if (Libc.unlink(name) != 0 && Errno.Last != Errno.ENOENT)
            throw Errno.Failure($"cannot remove {path}", Errno.Last);
    }

    public bool IsAt(string path) =>
        FileStatus.Of(path, follow: false) is { } found && found.Device == fact.Device && found.Inode == fact.Inode;

    /// <summary>
    /// Gives services slack while no supervisor runs. 256 KiB and not the 1 MiB that the kernel allows: pages are allocated
    /// only when written, but the table of a wider pipe is there at rest (2.5 KiB now, 10 KiB then), and its size counts
    /// against the 64 MiB (pipe-user-pages-soft) behind which all new pipes of the same user shrink to 8 KiB.
    /// </summary>
    public void Widen()
    {
        // Refused beyond that limit; then it works as it is.
        if (Libc.fcntl(pipe.Number, GetPipeSize, 0) is > 0 and < WideSize)
            _ = Libc.fcntl(pipe.Number, SetPipeSize, WideSize);
    }

    public int Read(Span<byte> buffer) => pipe.Read(buffer);

    /// <summary>
    /// How many bytes there are up to the end of the line, at most so many; the line may go on behind them. They are looked
    /// at in a copy (tee(2) copies pages by reference) and all stay in the pipe.
    /// </summary>
    /// <returns>0 when the pipe is empty; -1 when it cannot be looked into.</returns>
    public int BytesToLineEnd(int most)
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Descriptor.CloseOnExec | Descriptor.NonBlocking) != 0)
            return -1;
        using var copy = new Descriptor(ends[0]);
        using var copyIn = new Descriptor(ends[1]);
        nint count;
        do
            count = Libc.tee(pipe.Number, copyIn.Number, Math.Min(most, Chunk), WithoutWaiting);
        while (count < 0 && Errno.Last == Errno.EINTR);
        if (count < 0)
            return Errno.Last == Errno.EAGAIN ? 0 : -1;
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            if (copy.Read(buffer.AsSpan(0, (int)count)) != count)
                return -1;
            var end = buffer.AsSpan(0, (int)count).IndexOf((byte)'\n');
            return end < 0 ? (int)count : end + 1;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => pipe.Dispose();

    private static Descriptor? OpenExisting(string path, uint owner)
    {
        if (FileStatus.Of(path, follow: false) is not { } found)
            return null;
        if (found.Kind == FileKind.Other && (found.Owner == owner || found.Owner == Libc.geteuid()) && TryOpen(path) is { } pipe)
            return pipe;
        if (found.Kind == FileKind.Directory)
            Directory.Delete(path);
        else
            Remove(path);
        return null;
    }

    private static Descriptor? TryOpen(string path)
    {
        Descriptor file;
        try
        {
            file = Descriptor.Open(path, Descriptor.ReadWrite | Descriptor.NonBlocking | Descriptor.NoFollow);
        }
        catch (IOException e) when (e.HResult == Errno.ENXIO)
        {
            return null; // a socket, or a device without a driver
        }
        if (Libc.fcntl(file.Number, GetPipeSize, 0) > 0)
            return file;
        file.Dispose();
        return null;
    }

    private static Descriptor Create(string path)
    {
        using (var name = new CString(path))
        {
            if (Libc.mkfifo(name, OwnerOnly) != 0)
                throw Errno.Failure($"cannot create the pipe {path}", Errno.Last);
            // The umask may have taken our own rights, and then it could not be opened.
            _ = Libc.chmod(name, OwnerOnly);
        }
        return TryOpen(path) ?? throw new IOException($"cannot open the pipe {path}: something else took its place");
    }
}
