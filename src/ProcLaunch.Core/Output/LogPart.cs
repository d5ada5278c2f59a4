using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Output;

/// <summary>One file of a log, held open for reading: what happens to its name does not matter.</summary>
internal sealed unsafe class LogPart : IDisposable
{
    private const int Block = 64 * 1024;

    private readonly Descriptor file;

    private LogPart(Descriptor file)
    {
        this.file = file;
        var fact = FileStatus.Of(file);
        (Device, Inode) = (fact.Device, fact.Inode);
    }

    public ulong Device { get; }

    public ulong Inode { get; }

    /// <summary>As it is now.</summary>
    public FileFact Fact => FileStatus.Of(file);

    /// <returns>Null when there is nothing, or nothing that a log could be.</returns>
    /// <exception cref="IOException">It may not be read; the message says why.</exception>
    public static LogPart? TryOpen(string path)
    {
        Descriptor file;
        try
        {
            file = Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.NonBlocking | Descriptor.NoFollow);
        }
        catch (IOException e) when (e.HResult is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP or Errno.ENXIO)
        {
            return null;
        }
        var part = new LogPart(file);
        if (part.Fact.Kind == FileKind.Regular)
            return part;
        part.Dispose();
        return null;
    }

    public bool IsSameAs(LogPart? other) => other is not null && other.Inode == Inode && other.Device == Device;

    /// <returns>The number of bytes; 0 at the end of the file.</returns>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public int ReadAt(long offset, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do
                count = Libc.pread(file.Number, start, buffer.Length, offset);
            while (count < 0 && Errno.Last == Errno.EINTR);
            return count >= 0 ? (int)count : throw Errno.Failure("cannot read a log", Errno.Last);
        }
    }

    /// <summary>Looks backwards, block by block, for the line with which that many lines end here; a last one without an end counts.</summary>
    /// <param name="lines">How many are wanted; on return, how many are still missing.</param>
    /// <returns>Where it begins.</returns>
    public long StartOfLast(ref long lines)
    {
        var end = Fact.Size;
        // The end of the last line begins no further one.
        var position = lines > 0 ? end - 1 : end;
        if (lines <= 0 || end == 0)
            return end;
        var buffer = new byte[Block];
        Span<byte> last = stackalloc byte[1];
        if (ReadAt(position, last) == 1 && last[0] != '\n')
            position = end;
        while (position > 0)
        {
            var from = Math.Max(0, position - Block);
            var block = buffer.AsSpan(0, (int)(position - from));
            block = block[..ReadAt(from, block)];
            for (var at = block.LastIndexOf((byte)'\n'); at >= 0; at = block.LastIndexOf((byte)'\n'))
            {
                if (--lines == 0)
                    return from + at + 1;
                block = block[..at];
            }
            position = from;
        }
        lines--;
        return 0;
    }

    public void Dispose() => file.Dispose();
}
