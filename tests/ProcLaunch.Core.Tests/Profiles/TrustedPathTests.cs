using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class TrustedPathTests
{
    private const uint Web = 1000;
    private const uint Bob = 1001;

    private FakeProfileFiles files = null!;

    [SetUp]
    public void ADiskOfRoot()
    {
        files = new FakeProfileFiles();
        files.Executable("/srv/web/run");
    }

    private string? Problem(string path = "/srv/web/run", uint alsoTrusted = 0) => new TrustedPath(files).Problem(path, alsoTrusted);

    [Test]
    public void What_belongs_to_root_all_the_way_is_trusted() => Problem().Should().BeNull();

    [TestCase("/", "/ could be changed by user 1000")]
    [TestCase("/srv", "/srv could be changed by user 1000")]
    [TestCase("/srv/web/run", "/srv/web/run could be changed by user 1000")]
    public void An_owner_anywhere_above_could_change_it(string path, string problem)
    {
        files.Change(path, node => node with { Owner = Web });

        Problem().Should().Be(problem);
        Problem(alsoTrusted: Bob).Should().Be(problem);
        Problem(alsoTrusted: Web).Should().BeNull();
    }

    [TestCase(0x1FD)] // 0775
    [TestCase(0x1EF)] // 0757
    public void Write_permission_for_others_anywhere_above_is_a_problem(int mode)
    {
        files.Change("/srv", node => node with { Mode = mode });

        Problem(alsoTrusted: Web).Should().Be("/srv is writable by its group or others");
    }

    [Test]
    public void A_sticky_directory_is_safe_but_a_sticky_file_is_not()
    {
        files.Directory("/srv", 0x3FF); // 01777
        Problem().Should().BeNull();

        files.Executable("/srv/web/run", 0x3FF);
        Problem().Should().Be("/srv/web/run is writable by its group or others");
    }

    [Test]
    public void A_link_leads_to_what_must_be_trusted_too()
    {
        files.Executable("/home/web/run", owner: Web);
        files.Link("/srv/link", "/home/web/run");

        Problem("/srv/link").Should().Be("/home/web/run could be changed by user 1000");
        Problem("/srv/link", Web).Should().BeNull();
    }

    [Test]
    public void A_link_of_someone_else_is_not_trusted_whatever_it_leads_to()
    {
        files.Link("/srv/link", "/srv/web", owner: Bob);

        Problem("/srv/link/run", Web).Should().Be("/srv/link could be changed by user 1001");
    }

    [Test]
    public void A_link_in_a_directory_of_someone_else_is_not_trusted()
    {
        files.Directory("/home/bob", owner: Bob);
        files.Link("/home/bob/run", "/srv/web/run");

        Problem("/home/bob/run").Should().Be("/home/bob could be changed by user 1001");
    }

    [Test]
    public void What_is_not_there_yet_is_trusted_where_only_the_trusted_could_put_it()
    {
        Problem("/srv/web/later").Should().BeNull();

        files.Directory("/tmp", 0x3FF);
        Problem("/tmp/later/run").Should().Be("/tmp/later could be created by anyone");
    }

    [Test]
    public void What_cannot_be_checked_is_not_trusted()
    {
        files.Failing["/srv/web"] = "Input/output error";
        Problem().Should().Be("/srv/web/run cannot be checked: Input/output error");

        files.Link("/srv/loop", "/srv/loop");
        Problem("/srv/loop").Should().Be("/srv/loop cannot be checked: Too many levels of symbolic links");
    }
}
