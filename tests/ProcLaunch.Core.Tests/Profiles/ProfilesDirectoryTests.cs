using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class ProfilesDirectoryTests
{
    private FakeProfileFiles files = null!;

    [SetUp]
    public void AnEmptyDisk() => files = new FakeProfileFiles();

    private ProfilesListing List() => new ProfilesDirectory(files).List("/profiles");

    [Test]
    public void Profiles_are_listed_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "a", "B", "_1", "a-b", "a.b", "web@1", "x:y+z", new string('n', 100) })
            files.Directory($"/profiles/{name}");

        List().Names.Should().Equal("B", "_1", "a", "a-b", "a.b", "b", new string('n', 100), "web@1", "x:y+z");
        List().NotAllowed.Should().BeEmpty();
    }

    [TestCase("two words")]
    [TestCase("new\nline")]
    [TestCase("tab\t")]
    [TestCase("caf\u00e9")]
    [TestCase("cafe\u0301")]
    [TestCase("bad\uFFFD")]
    [TestCase("-rf")]
    [TestCase("%n%s")]
    [TestCase("{0}")]
    [TestCase("ProcLaunch")]
    [TestCase("PROCLAUNCH")]
    public void A_directory_with_another_name_is_listed_as_not_allowed(string name)
    {
        files.Directory($"/profiles/{name}");

        List().Should().BeEquivalentTo(new { Names = Array.Empty<string>(), NotAllowed = new[] { name } });
    }

    [Test]
    public void A_name_of_255_bytes_is_not_allowed()
    {
        files.Directory("/profiles/" + new string('x', 255));

        List().NotAllowed.Should().ContainSingle();
    }

    [Test]
    public void Dot_directories_and_plain_files_are_skipped_silently()
    {
        files.Directory("/profiles/.git");
        files.Directory("/profiles/..x");
        files.Write("/profiles/error.log", "");
        files.Write("/profiles/two words", "");
        files.Pipe("/profiles/pipe");
        files.Link("/profiles/dangling", "/nowhere");

        List().Should().BeEquivalentTo(new { Names = Array.Empty<string>(), NotAllowed = Array.Empty<string>() });
    }

    [Test]
    public void A_link_to_a_directory_counts_as_one()
    {
        files.Directory("/elsewhere");
        files.Link("/profiles/web", "/elsewhere");

        List().Names.Should().Equal("web");
    }

    [Test]
    public void A_link_into_a_failing_file_system_is_not_taken_for_a_removed_profile()
    {
        files.Link("/profiles/web", "/mnt/web");
        files.Failing["/mnt"] = "Input/output error";

        List().Names.Should().Equal("web");
    }

    [Test]
    public void A_vanished_directory_is_an_error() =>
        FluentActions.Invoking(List).Should().Throw<IOException>();

    [Test]
    public void A_directory_whose_entries_cannot_be_looked_at_is_an_error()
    {
        files.Directory("/profiles/web");
        files.Failing["/profiles/web"] = "Permission denied";

        FluentActions.Invoking(List).Should().Throw<IOException>().WithMessage("Permission denied");
    }
}
