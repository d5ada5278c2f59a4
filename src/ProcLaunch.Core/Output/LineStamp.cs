using System.Globalization;

namespace ProcLaunch.Output;

/// <summary>The time before each line of a log file.</summary>
internal static class LineStamp
{
    /// <summary>Of <c>2026-01-31T09:30:00.000Z </c>, the space included.</summary>
    public const int Length = 25;

    public static void Write(DateTimeOffset time, Span<byte> stamp) =>
        time.UtcDateTime.TryFormat(stamp, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture);

    /// <summary>Copies as many bytes as fit, with the stamp before each that begins a line.</summary>
    /// <param name="taken">How many bytes were copied, stamps not counted.</param>
    /// <returns>How much of <paramref name="to"/> is filled.</returns>
    public static int Put(ReadOnlySpan<byte> stamp, ReadOnlySpan<byte> bytes, bool atLineStart, Span<byte> to, out int taken)
    {
        var (filled, done) = (0, 0);
        while (done < bytes.Length && to.Length - filled > Length)
        {
            if (atLineStart)
            {
                stamp.CopyTo(to[filled..]);
                filled += Length;
            }
            var line = UpToLineEnd(bytes[done..]);
            line = line[..Math.Min(line.Length, to.Length - filled)];
            line.CopyTo(to[filled..]);
            filled += line.Length;
            done += line.Length;
            atLineStart = line[^1] == '\n';
        }
        taken = done;
        return filled;
    }

    /// <summary>How many of the bytes made by <see cref="Put"/>, or of the first of them, are not stamps.</summary>
    public static int CountUnstamped(ReadOnlySpan<byte> stamped, bool atLineStart)
    {
        var count = 0;
        while (!stamped.IsEmpty)
        {
            if (atLineStart)
                stamped = stamped[Math.Min(Length, stamped.Length)..];
            var line = UpToLineEnd(stamped);
            count += line.Length;
            stamped = stamped[line.Length..];
            atLineStart = true;
        }
        return count;
    }

    private static ReadOnlySpan<byte> UpToLineEnd(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 ? bytes : bytes[..(end + 1)];
    }
}
