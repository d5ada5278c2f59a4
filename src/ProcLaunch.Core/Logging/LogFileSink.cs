using ProcLaunch.Posix;

namespace ProcLaunch.Logging;

/// <summary>Appends each record to a file with one write(2), so that lines of several processes never mix.</summary>
internal sealed class LogFileSink : ILineSink
{
    private const int Mode = 0x1a0; // 0640
    private const string Nowhere = "/dev/null";

    private readonly string path;
    private readonly long largest = FileSizeLimit.Current;
    private Descriptor file;

    /// <exception cref="IOException">The message says what could not be opened and why.</exception>
    public LogFileSink(string path)
    {
        this.path = path;
        file = Open();
    }

    public int Write(ReadOnlySpan<byte> bytes) => HasRoom() ? Math.Max(0, file.TryWrite(bytes)) : 0;

    public bool Reopen()
    {
        var opened = Open();
        using var old = file;
        file = opened;
        var (before, now) = (FileStatus.Of(old), FileStatus.Of(file));
        return (before.Device, before.Inode) != (now.Device, now.Inode);
    }

    public void Dispose() => file.Dispose();

    private bool HasRoom() => largest == long.MaxValue || FileStatus.Of(file).Size < largest;

    private Descriptor Open() => path == Nowhere
        ? Descriptor.Open(path, Descriptor.WriteOnly)
        : RegularFile.OpenOrCreate(path, Descriptor.WriteOnly | Descriptor.Append, Mode);
}
