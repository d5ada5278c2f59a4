namespace ProcLaunch.Logging;

/// <summary>What a service wrote last, short enough for one line of the log.</summary>
internal static class LastWords
{
    private const int MostLines = 5;
    private const int MostCharacters = 500;

    /// <returns>The last lines that are not blank, their end where they are too long; empty when there are none.</returns>
    public static string Of(IEnumerable<string> lines)
    {
        var words = string.Join(" | ", lines.Select(line => line.Trim()).Where(line => line.Length > 0).TakeLast(MostLines));
        if (words.Length <= MostCharacters)
            return words;
        // The ellipsis counts; and no character is cut in two.
        var end = words[^(MostCharacters - 1)..];
        return "…" + (char.IsLowSurrogate(end[0]) ? end[1..] : end);
    }
}
