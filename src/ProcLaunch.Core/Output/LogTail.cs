using System.Buffers;
using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>The end of a log file, for messages that say what a service wrote last.</summary>
internal static unsafe class LogTail
{
    private const int Window = 64 * 1024;
    private const int Excerpt = 1024;

    /// <summary>
    /// The last lines, oldest first; a last line without an end counts. A line that begins further back than the window is
    /// left out, unless it is the only one: then its end is returned behind an ellipsis.
    /// </summary>
    public static IReadOnlyList<string> Read(string path, int maxLines)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            using var file = Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.NonBlocking | Descriptor.NoFollow);
            var start = Math.Max(0, FileStatus.Of(file).Size - Window);
            return Lines(buffer.AsSpan(0, ReadAt(file, start, buffer.AsSpan(0, Window))), maxLines, fromBeginning: start == 0);
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

    private static List<string> Lines(ReadOnlySpan<byte> text, int maxLines, bool fromBeginning)
    {
        var lines = new List<string>();
        if (text.IsEmpty)
            return lines;
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
        lines.Reverse();
        return lines;
    }

    private static string Line(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes.TrimEnd((byte)'\r'));
}
