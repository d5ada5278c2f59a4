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

    [Test]
    public void The_definition_in_CSharp_says_what_the_first_example_says()
    {
        var shown = new ProfileDefinition("redis")
        {
            Command = ["redis-server", "--port", "6379"],
            Ready = ReadyWhen.Tcp("127.0.0.1", 6379),
            StartTimeout = TimeSpan.FromSeconds(30),
            Health = new HealthCheck(ReadyWhen.Exec("redis-cli", "-p", "6379", "ping")) { Interval = TimeSpan.FromSeconds(10) },
        };
        var source = File.ReadAllText(Repository.Path("tests/ProcLaunch.Core.Tests/Profiles/ReadinessPageTests.cs"));

        Valid(ReadJson(Examples.First())).Should().BeEquivalentTo(new { shown.Command, shown.Ready, shown.StartTimeout, shown.Health });
        Words(source).Should().Contain(Words(CSharp().Match(Page).Groups[1].Value));
    }

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharp();
}
