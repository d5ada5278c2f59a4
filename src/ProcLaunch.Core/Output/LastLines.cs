using System.Buffers;
using System.Text;

namespace ProcLaunch.Output;

/// <summary>The last lines of a log, for messages that say what a service wrote last.</summary>
internal static class LastLines
{
    private const int Window = 64 * 1024;
    private const int Excerpt = 1024;

    /// <summary>
    /// The last lines, oldest first, going on in the old files where there are too few; a last line without an end counts. A
    /// line that begins further back than the window is left out, unless it is the only one: then its end is returned behind
    /// an ellipsis.
    /// </summary>
    /// <returns>Empty where there is no log, or it cannot be read.</returns>
    public static IReadOnlyList<string> Of(string path, int most) => Of(path, most, LogStretch.All, [], lostGoesOn: false);

    /// <param name="stretch">What is read of the log; nothing before it.</param>
    /// <param name="lost">What could not be written at its end.</param>
    /// <param name="lostGoesOn">Whether it goes on in the last line of the file, or begins another.</param>
    public static IReadOnlyList<string> Of(string path, int most, LogStretch stretch, ReadOnlySpan<byte> lost, bool lostGoesOn)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window + 1 + lost.Length);
        try
        {
            using var reader = LogReader.OfLastBytes(path, Window, stretch);
            var length = 0;
            while (length < Window && reader.Read(buffer.AsSpan(length, Window - length)) is > 0 and var count)
                length += count;
            var isWhole = reader.Length < Window;
            if (!lost.IsEmpty && !lostGoesOn && length > 0 && buffer[length - 1] != '\n')
                buffer[length++] = (byte)'\n';
            lost.CopyTo(buffer.AsSpan(length));
            return Split(buffer.AsSpan(0, length + lost.Length), most, isWhole);
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

    private static List<string> Split(ReadOnlySpan<byte> text, int most, bool isWhole)
    {
        var lines = new List<string>();
        if (!text.IsEmpty && text[^1] == '\n')
            text = text[..^1];
        else if (text.IsEmpty)
            return lines;
        while (lines.Count < most)
        {
            var end = text.LastIndexOf((byte)'\n');
            if (end < 0)
            {
                if (isWhole)
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
