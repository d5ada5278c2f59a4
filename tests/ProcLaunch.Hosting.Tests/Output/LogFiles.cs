using System.Globalization;

namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>All files of one log as they lie on the disk.</summary>
internal static class LogFiles
{
    /// <summary>The contents, the oldest file's first; the last is that of the file being written.</summary>
    public static List<byte[]> Read(string logPath)
    {
        var old = Directory.GetFiles(Path.GetDirectoryName(logPath)!).Where(path => path.StartsWith(logPath + ".", StringComparison.Ordinal))
            .OrderByDescending(path => int.Parse(Path.GetExtension(path).AsSpan(1), CultureInfo.InvariantCulture));
        return [.. old.Select(File.ReadAllBytes), File.Exists(logPath) ? File.ReadAllBytes(logPath) : []];
    }

    /// <summary>What is wrong with them as the log of this output; null when nothing is.</summary>
    public static string? Fault(List<byte[]> files, ReadOnlySpan<byte> output, int maxFiles, long maxSize)
    {
        var all = files.SelectMany(content => content).ToArray();
        if (all.Length > output.Length || !output[^all.Length..].SequenceEqual(all))
            return $"its {all.Length} bytes are not the end of the output's {output.Length}";
        if (all.Length < output.Length && output[output.Length - all.Length - 1] != '\n')
            return "the oldest file begins within a line";
        if (files.SkipLast(1).Any(content => content.Length == 0 || content[^1] != '\n'))
            return "a line is torn, or an old file is empty";
        if (files.Count - 1 > maxFiles)
            return $"{files.Count - 1} old files instead of {maxFiles}";
        if (files.Count - 1 < maxFiles && all.Length < output.Length)
            return $"lines were given up with {files.Count - 1} old files";
        var longest = LongestLine(output);
        return files.Max(content => content.Length) > maxSize + longest ? $"a file larger than {maxSize} and a line of {longest}" : null;
    }

    private static int LongestLine(ReadOnlySpan<byte> bytes)
    {
        var longest = 0;
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var length = end < 0 ? bytes.Length : end + 1;
            longest = Math.Max(longest, length);
            bytes = bytes[length..];
        }
        return longest;
    }
}
