using System.Text;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>docs/profiles.md is right: all it shows can be used as it is.</summary>
internal sealed class ProfilesPageTests : ProfileReadingTests
{
    private static IEnumerable<string> JsonExamples => ProfilesPage.Blocks("json");

    private static IEnumerable<string> DirectoryExamples => ProfilesPage.Blocks("text");

    private static IEnumerable<string> Keys => ProfilesPage.Keys.Select(row => row.Key);

    [Test]
    public void The_table_has_every_key_and_no_other() => Keys.Should().BeEquivalentTo(KnownKeys.All);

    [TestCaseSource(nameof(Keys))]
    public void The_example_of_a_key_is_valid(string key) =>
        Valid(ReadJson(ProfileSchemaTests.With(key, Row(key).Example.Trim('`'))));

    [TestCaseSource(nameof(Keys))]
    public void The_default_of_a_key_is_that_of_the_schema(string key)
    {
        var schema = new ProfileSchema().Keys.Single(described => described.Path == key).Default;

        if (schema is null)
            Row(key).Default.Should().NotStartWith("`\"").And.NotStartWith("`{");
        else
            Row(key).Default.Should().Be($"`{schema.ToJsonString()}`");
    }

    [TestCaseSource(nameof(JsonExamples))]
    public void A_profile_json_is_valid(string example) => Valid(ReadJson(example));

    [TestCaseSource(nameof(DirectoryExamples))]
    public void A_directory_is_valid(string example)
    {
        foreach (var (file, content) in ProfilesPage.Files(example))
            Files.Write($"{Directory}/{file}", content, file == TableFile.Run ? 0x1ED : 0x1A4);

        Valid(Read());
    }

    [Test]
    public void The_environment_file_is_valid_and_means_what_it_says()
    {
        var (variables, problems) = EnvironmentFile.Parse(Encoding.UTF8.GetBytes(ProfilesPage.Blocks("env").Single()), ".env");

        problems.Should().BeEmpty();
        variables.ToDictionary().Should().Equal(new Dictionary<string, string>
        {
            ["PORT"] = "6379",
            ["GREETING"] = "two words",
            ["COLOUR"] = "#ff0000",
            ["EMPTY"] = "",
            ["DOUBLE"] = "a tab\t, a quote \", a # and $HOME as it is",
            ["SINGLE"] = "everything as it is: \\t \" $HOME",
            ["CERTIFICATE"] = "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----",
        });
    }

    [Test]
    public void There_are_examples_of_both_kinds()
    {
        JsonExamples.Should().NotBeEmpty();
        DirectoryExamples.Should().HaveCountGreaterThan(1).And.OnlyContain(example => ProfilesPage.Files(example).ContainsKey("run"));
    }

    private static (string Key, string Default, string Example) Row(string key) => ProfilesPage.Keys.Single(row => row.Key == key);
}
