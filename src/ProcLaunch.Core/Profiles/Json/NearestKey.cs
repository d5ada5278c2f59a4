namespace ProcLaunch.Profiles;

/// <summary>Guesses which key was meant by one that does not exist.</summary>
internal static class NearestKey
{
    private const int Longest = 40;

    /// <returns>The nearest key, or null when none is near.</returns>
    public static string? To(string written, IEnumerable<string> keys)
    {
        if (written.Length > Longest)
            return null;
        var word = Plain(written);
        var nearest = keys.Select(key => (Key: key, Distance: Distance(word, Plain(key)))).MinBy(candidate => candidate.Distance);
        return nearest.Key is { } found && nearest.Distance <= found.Length / 3 ? found : null;
    }

    // working_directory and working-directory are the same word as workingDirectory.
    private static string Plain(string key) => key.Replace("_", "").Replace("-", "").ToLowerInvariant();

    /// <summary>
    /// How many letters must be put in, taken out, replaced or exchanged with their neighbour (Levenshtein's distance with
    /// transpositions).
    /// </summary>
    private static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray());
        for (var i = 1; i <= from.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return row[to.Length];
    }
}
