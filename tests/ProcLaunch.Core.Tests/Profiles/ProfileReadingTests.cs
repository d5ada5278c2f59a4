using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>What all tests that read a profile share: the profile /profiles/web, and its directory on an in-memory disk.</summary>
internal abstract class ProfileReadingTests
{
    protected const string Directory = "/profiles/web";

    protected FakeProfileFiles Files { get; private set; } = null!;

    protected FakeUserAccounts Users { get; private set; } = null!;

    [SetUp]
    public void AnEmptyProfile()
    {
        Files = new FakeProfileFiles();
        Users = new FakeUserAccounts();
        Files.Directory(Directory);
    }

    protected ProfileReading Read() => new ProfileDirectory(Files, Users).Read("/profiles", "web");

    /// <summary>A profile with a <c>run</c> and the given file.</summary>
    protected ProfileReading ReadWith(string file, string content)
    {
        Files.Executable($"{Directory}/run");
        Files.Write($"{Directory}/{file}", content);
        return Read();
    }

    /// <summary>A profile with nothing but a profile.json.</summary>
    protected ProfileReading ReadJson(string json)
    {
        Files.Write($"{Directory}/profile.json", json);
        return Read();
    }

    protected static ProfileDefinition Valid(ProfileReading reading)
    {
        reading.Problems.Should().BeEmpty();
        return reading.Definition!;
    }

    protected static string[] Problems(ProfileReading reading)
    {
        reading.Definition.Should().BeNull();
        return reading.Problems.Select(problem => problem.ToString()).ToArray();
    }
}
