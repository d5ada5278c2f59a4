using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>
/// Reads a log from one of its last lines on, across its files: no byte twice and none left out, however often it is rotated
/// meanwhile. What was written and given up before it came to be read is missing: nothing holds back a service.
/// </summary>
internal sealed class LogReader : IDisposable
{
    private readonly string path;
    private readonly Queue<LogPart> newer = [];
    private LogPart? part;
    private long offset;

    /// <param name="path">Where it is written; the old files are beside it. It need not be there yet.</param>
    /// <param name="lastLines">Where to begin, counted from the end; a last line without an end counts.</param>
    /// <exception cref="IOException">It may not be read; the message says why.</exception>
    public LogReader(string path, long lastLines)
        : this(path, lastLines, static (LogPart part, int _, ref long lines) => part.StartOfLast(ref lines))
    {
    }

    private LogReader(string path, long wanted, StartOf startOf)
    {
        this.path = path;
        long missing = 0, start = 0;
        var parts = LogParts.Open(path, (found, place) =>
        {
            if (place == 0)
                missing = wanted;
            start = startOf(found, place, ref missing);
            return missing <= 0;
        });
        parts.Reverse();
        Length = parts.Sum(found => found.Fact.Size) - start;
        foreach (var found in parts)
            newer.Enqueue(found);
        newer.TryDequeue(out part);
        offset = start;
    }

    /// <returns>Where that many begin in this file; less are missing then.</returns>
    private delegate long StartOf(LogPart part, int place, ref long missing);

    /// <summary>Begins so many bytes before its end.</summary>
    /// <exception cref="IOException">It may not be read; the message says why.</exception>
    public static LogReader OfLastBytes(string path, long bytes) => OfLastBytes(path, bytes, LogStretch.All);

    /// <summary>Begins so many bytes before its end, and not before a stretch of it begins.</summary>
    /// <exception cref="IOException">It may not be read; the message says why.</exception>
    public static LogReader OfLastBytes(string path, long bytes, LogStretch stretch) => new(path, bytes, (LogPart part, int place, ref long missing) =>
    {
        var size = part.Fact.Size;
        var taken = Math.Min(size, Math.Min(missing, place == 0 ? stretch.InFile : long.MaxValue));
        missing = place == 0 ? Math.Min(missing - taken, stretch.InOldFiles) : missing - taken;
        return size - taken;
    });

    /// <summary>Whether there was a log at all.</summary>
    public bool Found => part is not null;

    /// <summary>How many bytes there were to read when it was opened: who wants no more reads so many.</summary>
    public long Length { get; }

    /// <returns>The number of bytes; 0 when nothing more has been written yet.</returns>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (part is not null)
            {
                var count = part.ReadAt(offset, buffer);
                offset += count;
                if (count > 0)
                    return count;
                // Truncated by someone: it goes on at its new end, which began at nothing.
                if (part.Fact.Size < offset)
                {
                    offset = 0;
                    continue;
                }
            }
            if (newer.Count > 0)
                MoveOn();
            else if (!FindNewer())
                return 0;
            // Else once more: what was written last to this file may have come after our look at it.
        }
    }

    public void Dispose()
    {
        part?.Dispose();
        foreach (var waiting in newer)
            waiting.Dispose();
    }

    private void MoveOn()
    {
        part?.Dispose();
        part = newer.Dequeue();
        offset = 0;
    }

    /// <summary>
    /// Opens the files that came after this one. An empty one does not count: as long as nothing is in it, the writer may
    /// not have noticed yet that someone put it there, and go on with the old one.
    /// </summary>
    private bool FindNewer()
    {
        if (part is not null && FileStatus.Of(path, follow: false) is { } now && now.Inode == part.Inode && now.Device == part.Device)
            return false;
        var parts = LogParts.Open(path, (found, _) => found.IsSameAs(part));
        var ours = parts.FindIndex(found => found.IsSameAs(part));
        // Not among them: given up, renamed or removed. What was written to since is newer.
        var modified = ours < 0 ? part?.Fact.Modified ?? long.MinValue : long.MinValue;
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var fact = parts[i].Fact;
            if (i != ours && fact.Size > 0 && fact.Modified >= modified)
                newer.Enqueue(parts[i]);
            else
                parts[i].Dispose();
        }
        return newer.Count > 0;
    }
}
