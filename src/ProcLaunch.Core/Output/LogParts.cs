namespace ProcLaunch.Output;

/// <summary>
/// Opens the files of one log in their order while they may be moving. Each rotation moves every file up by one, the oldest
/// first, and puts another at the path last of all: so if the same one is there before and after, at most one rotation was
/// under way, which can show a file twice or a gap, but hide none.
/// </summary>
internal static class LogParts
{
    /// <summary>Opens files from the one being written backwards, until <paramref name="isLast"/> says of one that it is the last.</summary>
    /// <param name="isLast">Asked of each file once it is open, with its place in the result; asked from place 0 again when the files moved too fast.</param>
    /// <returns>The newest first; to be disposed of by the caller.</returns>
    /// <exception cref="IOException">One may not be read; the message says why.</exception>
    public static List<LogPart> Open(string path, Func<LogPart, int, bool> isLast)
    {
        while (true)
        {
            var parts = new List<(LogPart Part, long Age)>();
            try
            {
                OpenInto(parts, path, isLast);
                using var now = LogPart.TryOpen(path);
                if (now is null ? parts.All(part => part.Age > 0) : parts is [{ Age: 0 } newest, ..] && newest.Part.IsSameAs(now))
                    return [.. parts.Select(part => part.Part)];
            }
            catch
            {
                Close(parts);
                throw;
            }
            Close(parts);
        }
    }

    private static void OpenInto(List<(LogPart Part, long Age)> parts, string path, Func<LogPart, int, bool> isLast)
    {
        var absent = 0;
        // One that is absent may be the gap of a rotation under way, or the one that a death left.
        for (long age = 0; absent < 2 || age < 3; age++)
        {
            var part = LogPart.TryOpen(age == 0 ? path : OldLogs.PathOf(path, age));
            if (part is null)
            {
                absent++;
                continue;
            }
            absent = 0;
            if (parts.Count > 0 && part.IsSameAs(parts[^1].Part))
            {
                // Moved while we looked: this one we have.
                part.Dispose();
                continue;
            }
            parts.Add((part, age));
            if (isLast(part, parts.Count - 1))
                break;
        }
    }

    private static void Close(List<(LogPart Part, long Age)> parts)
    {
        foreach (var (part, _) in parts)
            part.Dispose();
    }
}
