using System.Buffers;
using System.Text;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Output;

/// <summary>The end of a log, for messages that say what a service wrote last.</summary>
internal static unsafe class LogTail
{
    private const int Window = 64 * 1024;
    private const int Excerpt = 1024;

    /// <summary>
    /// The last lines, oldest first, going on in the old files where there are too few; a last line without an end counts. A
    /// line that begins further back than the window is left out, unless it is the only one: then its end is returned behind
    /// an ellipsis.
    /// </summary>
    public static IReadOnlyList<string> Read(string path, int maxLines) => Read(path, maxLines, LogStretch.All, [], lostGoesOn: false);

    /// <param name="stretch">What is read of the log; nothing before it.</param>
    /// <param name="lost">What could not be written at its end.</param>
    /// <param name="lostGoesOn">Whether it goes on in the last line of the file, or begins another.</param>
    public static IReadOnlyList<string> Read(string path, int maxLines, LogStretch stretch, ReadOnlySpan<byte> lost, bool lostGoesOn)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window + 1 + lost.Length);
        try
        {
            var lines = new List<string>();
            var (window, old, last) = (Window, stretch.InOldFiles, default(FileFact));
            for (var age = 0; lines.Count < maxLines && window > 0 && (age == 0 || old > 0); age++)
            {
                using var file = TryOpen(age == 0 ? path : OldLogs.PathOf(path, age));
                // None at the path itself: it is just being rotated.
                if (file is null && age > 0)
                    break;
                var fact = file is null ? default : FileStatus.Of(file);
                // Rotated while we read: this one we know.
                if (age > 0 && fact.Inode == last.Inode)
                    continue;
                last = fact;
                var all = Math.Min(fact.Size, age == 0 ? stretch.InFile : old);
                var length = (int)Math.Min(all, window);
                if (file is not null)
                    length = ReadAt(file, fact.Size - length, buffer.AsSpan(0, length));
                window -= length;
                var whole = length == all;
                if (age == 0)
                    length = Join(buffer, length, lost, lostGoesOn);
                else
                    old -= length;
                AddLines(lines, buffer.AsSpan(0, length), maxLines, fromBeginning: whole);
            }
            lines.Reverse();
            return lines;
        }
        catch (IOException)
        {
            return [];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Join(byte[] buffer, int length, ReadOnlySpan<byte> lost, bool lostGoesOn)
    {
        if (!lost.IsEmpty && !lostGoesOn && length > 0 && buffer[length - 1] != '\n')
            buffer[length++] = (byte)'\n';
        lost.CopyTo(buffer.AsSpan(length));
        return length + lost.Length;
    }

    private static Descriptor? TryOpen(string path)
    {
        try
        {
            return Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.NonBlocking | Descriptor.NoFollow);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int ReadAt(Descriptor file, long offset, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var done = 0;
            while (done < buffer.Length && Libc.pread(file.Number, start + done, buffer.Length - done, offset + done) is > 0 and var count)
                done += (int)count;
            return done;
        }
    }

    /// <summary>Adds lines, the last one first.</summary>
    private static void AddLines(List<string> lines, ReadOnlySpan<byte> text, int maxLines, bool fromBeginning)
    {
        if (text.IsEmpty)
            return;
        if (text[^1] == '\n')
            text = text[..^1];
        while (lines.Count < maxLines)
        {
            var end = text.LastIndexOf((byte)'\n');
            if (end < 0)
            {
                if (fromBeginning)
                    lines.Add(Line(text));
                else if (lines.Count == 0)
                    lines.Add("…" + Line(text[^Math.Min(Excerpt, text.Length)..]));
                break;
            }
            lines.Add(Line(text[(end + 1)..]));
            text = text[..end];
        }
    }

    private static string Line(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.TrimEnd((byte)'\r'));
}
