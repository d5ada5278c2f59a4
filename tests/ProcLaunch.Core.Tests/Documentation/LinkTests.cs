using System.Text.RegularExpressions;

namespace ProcLaunch.Core.Tests.Documentation;

public sealed partial class LinkTests
{
    private static IEnumerable<string> Pages => Directory.GetFiles(Repository.Path("docs"), "*.md").Order(StringComparer.Ordinal).Prepend(Repository.Path("README.md")).Append(Repository.Path("CHANGELOG.md"));

    [TestCaseSource(nameof(Pages))]
    public void A_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        foreach (Match link in Link().Matches(File.ReadAllText(page)))
        {
            var (file, heading) = (link.Groups[1].Value, link.Groups[2].Value);
            var target = file.Length == 0 ? page : Path.GetFullPath(file, Path.GetDirectoryName(page)!);
            Path.Exists(target).Should().BeTrue($"{page} links to {file}");
            if (heading.Length > 0)
                Headings(target).Should().Contain(heading, $"{page} links to it in {target}");
        }
    }

    private static IEnumerable<string> Headings(string page) => Heading().Matches(File.ReadAllText(page))
        .Select(heading => Dropped().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    // Links into the web are somebody else's to keep.
    [GeneratedRegex(@"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Dropped();
}
