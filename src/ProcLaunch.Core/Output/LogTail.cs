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
    public static IReadOnlyList<string> Read(string path, int maxLines)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            var lines = new List<string>();
            var (window, last) = (Window, default(FileFact));
            for (var age = 0; lines.Count < maxLines && window > 0; age++)
            {
                if (TryOpen(age == 0 ? path : OldLogs.PathOf(path, age)) is { } file)
                {
                    using (file)
                    {
                        var fact = FileStatus.Of(file);
                        // Rotated while we read: this one we know.
                        if (fact.Inode == last.Inode)
                            continue;
                        last = fact;
                        var start = Math.Max(0, fact.Size - window);
                        var length = ReadAt(file, start, buffer.AsSpan(0, window));
                        AddLines(lines, buffer.AsSpan(0, length), maxLines, fromBeginning: start == 0);
                        window -= (int)(fact.Size - start);
                    }
                }
                else if (age > 0)
                {
                    // None at the path itself: it is just being rotated.
                    break;
                }
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
