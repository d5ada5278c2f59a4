using System.Text;

namespace ProcLaunch.Output;

/// <summary>The lines that a run has written and goes on writing. Very long ones come in pieces.</summary>
internal sealed class RunLines(LogReader reader, bool stamped) : IDisposable
{
    private const int Longest = 64 * 1024;

    private readonly LineBuffer lines = new(Longest);

    /// <returns>The next line, without its end; null when no further one has been written yet.</returns>
    /// <exception cref="IOException">They cannot be read; the message says why.</exception>
    public string? Next()
    {
        ReadOnlyMemory<byte> line;
        while (!lines.TryTake(out line))
        {
            var count = reader.Read(lines.Free.Span);
            if (count == 0)
                return null;
            lines.Add(count);
        }
        var text = line.Span.TrimEnd((byte)'\r');
        return Encoding.UTF8.GetString(stamped && text.Length >= LineStamp.Length ? text[LineStamp.Length..] : text);
    }

    public void Dispose() => reader.Dispose();
}
