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

    /// <summary>How many letters must be put in, taken out or replaced (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[to.Length];
    }
}
