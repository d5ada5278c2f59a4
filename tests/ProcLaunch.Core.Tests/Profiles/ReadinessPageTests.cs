using System.Text.RegularExpressions;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>docs/readiness.md is right: its examples are valid, and there is one of each kind.</summary>
internal sealed partial class ReadinessPageTests : ProfileReadingTests
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/readiness.md"));

    private static IEnumerable<string> Examples => Block().Matches(Page).Select(block => block.Groups[1].Value);

    [TestCaseSource(nameof(Examples))]
    public void An_example_is_valid_and_has_a_check(string example) => Valid(ReadJson(example)).Ready.Should().NotBeNull();

    [TestCase("tcp")]
    [TestCase("unix")]
    [TestCase("http")]
    [TestCase("log")]
    [TestCase("file")]
    [TestCase("exec")]
    [TestCase("notify")]
    [TestCase("all")]
    [TestCase("any")]
    public void There_is_an_example_of_each_kind(string kind) => Examples.Should().Contain(example => example.Contains($"\"{kind}\": ", StringComparison.Ordinal));

    [GeneratedRegex(@"^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
