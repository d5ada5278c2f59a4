using System.Text.RegularExpressions;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>The JSON Schema says what the reader does.</summary>
internal sealed class ProfileSchemaTests : ProfileReadingTests
{
    private const string Check = "\"tcp\": \"127.0.0.1:80\"";

    private static IEnumerable<string> Paths => new ProfileSchema().Keys.Select(key => key.Path);

    [Test]
    public void The_schema_and_the_reader_know_the_same_keys() => Paths.Should().BeEquivalentTo(KnownKeys.All);

    [Test]
    public void These_tests_know_every_table_of_the_reader() =>
        typeof(JsonProfileKeys).Assembly.GetTypes().Select(type => type.Name).Where(name => Regex.IsMatch(name, "^Json[A-Z][a-z]+Keys$"))
            .Should().BeEquivalentTo(KnownKeys.NamesOfTables);

    [Test]
    public void The_schema_says_which_JSON_Schema_it_is_and_that_comments_are_allowed() =>
        new ProfileSchema().Root.ToJsonString().Should().Contain("draft/2020-12/schema").And.Contain("\"allowComments\":true");

    [TestCaseSource(nameof(Paths))]
    public void A_key_is_described_and_shown(string path)
    {
        var key = Key(path);

        key.Description.Should().EndWith(".");
        key.Right.Should().NotBeEmpty();
    }

    [TestCaseSource(nameof(Paths))]
    public void What_the_schema_calls_right_is_read(string path)
    {
        var key = Key(path);

        key.Right.Should().AllSatisfy(value => Valid(ReadJson(With(path, value))));
        key.Right.Where(value => value[0] == '"' && !key.Patterns.All(pattern => Regex.IsMatch(value.Trim('"'), pattern))).Should().BeEmpty();
    }

    [TestCaseSource(nameof(Paths))]
    public void What_the_schema_calls_wrong_is_refused(string path) =>
        Key(path).Wrong.Should().AllSatisfy(value => Problems(ReadJson(With(path, value))).Should().NotBeEmpty($"{value} is wrong"));

    [TestCaseSource(nameof(Paths))]
    public void What_the_schema_calls_the_default_is_what_happens_without(string path)
    {
        if (Key(path).Default is not { } value)
            return;
        var without = path.Contains('.') ? With(path[..path.IndexOf('.')], NeedsCheck(path) ? $"{{{Check}}}" : "{}") : """{"command": ["x"]}""";

        Valid(ReadJson(With(path, value.ToJsonString()))).Should().BeEquivalentTo(Valid(ReadJson(without)));
    }

    private static SchemaKey Key(string path) => new ProfileSchema().Keys.Single(key => key.Path == path);

    // Of the keys of health, these mean something only beside a check.
    private static bool NeedsCheck(string path) => path is "health.interval" or "health.failures" or "health.timeout";

    internal static string With(string path, string value)
    {
        if (NeedsCheck(path))
            return With("health", $$"""{{{Check}}, "{{path["health.".Length..]}}": {{value}}}""");
        var member = path.Split('.').Reverse().Aggregate(value, (inner, name) => $$"""{"{{name}}": {{inner}}}""")[1..^1];
        return path == "command" ? $"{{{member}}}" : $$"""{"command": ["x"], {{member}}}""";
    }
}
