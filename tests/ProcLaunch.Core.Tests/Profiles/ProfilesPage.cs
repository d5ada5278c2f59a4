using System.Text;
using System.Text.RegularExpressions;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What docs/profiles.md shows: its table of keys, its examples.</summary>
internal static partial class ProfilesPage
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/profiles.md"));

    /// <summary>The rows of the table of profile.json: key, default and example, each as it stands in its cell.</summary>
    public static IReadOnlyList<(string Key, string Default, string Example)> Keys => [.. Row().Matches(Page[Page.IndexOf("## profile.json", StringComparison.Ordinal)..])
        .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim(), row.Groups[3].Value.Trim()))];

    /// <summary>The blocks of code in a language.</summary>
    public static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Page).Where(block => block.Groups[1].Value == language).Select(block => block.Groups[2].Value);

    /// <summary>A directory as it is shown: the names of files on the left, on the right what is in them.</summary>
    public static IReadOnlyDictionary<string, string> Files(string block)
    {
        var files = new Dictionary<string, StringBuilder>();
        StringBuilder? last = null;
        foreach (var line in block.TrimEnd('\n').Split('\n'))
        {
            var name = line.Split(' ')[0];
            if (name.Length > 0)
                files[name] = last = new StringBuilder();
            last!.Append(line.AsSpan(name.Length).TrimStart()).Append('\n');
        }
        return files.ToDictionary(file => file.Key, file => file.Value.ToString());
    }

    [GeneratedRegex(@"^\| `([\w.$]+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
