using System.Text;
using System.Text.RegularExpressions;

namespace ProcLaunch.Core.Tests.Documentation;

/// <summary>
/// A block of C# in a page, with the place that the comment before it names: a region of a sample, which stands between
/// <c>// &lt;name&gt;</c> and <c>// &lt;/name&gt;</c>.
/// </summary>
/// <param name="Code">The block as it is in the page.</param>
/// <param name="File">The sample; empty where the page names none.</param>
internal sealed partial record Snippet(string Page, int At, string Code, string File, string Region)
{
    public static IEnumerable<Snippet> In(string page) => Block().Matches(System.IO.File.ReadAllText(Repository.Path(page)))
        .Select(block => new Snippet(page, block.Groups[3].Index, block.Groups[3].Value, block.Groups[1].Value, block.Groups[2].Value));

    /// <summary>The region as it is in the sample, all parts of it, moved to the left margin.</summary>
    public string Compiled()
    {
        var text = System.IO.File.ReadAllText(Repository.Path(File));
        var parts = Regex.Matches(text, $@"^ *// <{Region}>\n(.*?)^ *// </{Region}>$", RegexOptions.Multiline | RegexOptions.Singleline);
        if (parts.Count == 0)
            throw new AssertionException($"{Page} shows the region {Region} of {File}, which has none of that name");
        // The marks of regions inside are not for the reader.
        var lines = Mark().Replace(string.Concat(parts.Select(part => part.Groups[1].Value)), "").TrimEnd('\n').Split('\n');
        var margin = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return lines.Aggregate(new StringBuilder(), (code, line) => code.Append(line.AsSpan(Math.Min(margin, line.Length))).Append('\n')).ToString();
    }

    public override string ToString() => $"{Page}, {(File.Length == 0 ? Code.Split('\n')[0] : $"{File}: {Region}")}";

    [GeneratedRegex(@"^ *// </?\w+>\n", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(?:<!-- (\S+): (\w+) -->\n)?```(?:csharp|cs|c#)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
