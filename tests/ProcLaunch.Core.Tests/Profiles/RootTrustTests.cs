namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>Which profiles are refused as root (FAULTS K1, K2).</summary>
internal sealed class RootTrustTests : ProfileReadingTests
{
    private const uint Web = 1000;

    [SetUp]
    public void AsRoot()
    {
        Users.CurrentUid = 0;
        Files.Executable($"{Directory}/run");
    }

    [Test]
    public void A_profile_that_only_root_could_change_is_accepted() => Valid(Read());

    [Test]
    public void A_directory_of_another_user_is_refused_once()
    {
        Files.Change(Directory, node => node with { Owner = Web });
        Files.Write($"{Directory}/profile.json", "{}");

        Problems(Read()).Should().Equal(
            "run: refused because ProcLaunch runs as root and /profiles/web could be changed by user 1000; let nobody but root change it (chown, chmod go-w)");
    }

    [Test]
    public void A_directory_above_that_others_may_write_to_is_refused()
    {
        Files.Change("/profiles", node => node with { Mode = 0x1FF });
        Files.Write($"{Directory}/user", "web");

        Problems(Read()).Should().Equal(
            "run: refused because ProcLaunch runs as root and /profiles is writable by its group or others; let nobody but root and web change it (chown, chmod go-w)");
    }

    [Test]
    public void A_profile_of_its_own_user_is_accepted()
    {
        Files.Change(Directory, node => node with { Owner = Web });
        Files.Change($"{Directory}/run", node => node with { Owner = Web });
        Files.Write($"{Directory}/user", "web", owner: Web);

        Valid(Read()).User.Should().Be("web");
    }

    [Test]
    public void The_user_in_profile_json_counts_too()
    {
        Files.Change($"{Directory}/run", node => node with { Owner = Web });

        Valid(ReadJson("""{"user": "web"}""")).User.Should().Be("web");
    }

    [Test]
    public void A_user_cannot_make_itself_root()
    {
        Files.Change(Directory, node => node with { Owner = Web });
        Files.Write($"{Directory}/user", "root", owner: Web);

        Problems(Read()).Should().ContainSingle().Which.Should().Contain("/profiles/web could be changed by user 1000; let nobody but root change it");
    }

    [Test]
    public void An_invalid_user_is_not_trusted()
    {
        Files.Change($"{Directory}/run", node => node with { Owner = Web });
        Files.Write($"{Directory}/user", "ghost");

        Problems(Read()).Should().HaveCount(2).And.Contain(problem => problem.StartsWith("run: refused"));
    }

    [TestCase("user", "web")]
    [TestCase("profile.json", "{}")]
    public void A_file_that_decides_what_runs_as_whom_and_that_anyone_may_write_is_refused(string file, string content)
    {
        Files.Write($"{Directory}/{file}", content, 0x1B6); // 0666

        Problems(Read()).Single().Should().StartWith($"{file}: refused because ProcLaunch runs as root and /profiles/web/{file} is writable by its group or others");
    }

    [Test]
    public void A_run_that_sets_its_user_is_refused()
    {
        Files.Executable($"{Directory}/run", 0x9ED); // 04755

        Problems(Read()).Should().Equal("run: would run as its owner or group, not as the profile's user; chmod ug-s run");
    }

    [Test]
    public void The_program_of_profile_json_is_checked_too()
    {
        Files.Remove($"{Directory}/run");
        Files.Executable("/opt/server", owner: Web);

        Problems(ReadJson("""{"command": ["/opt/server"]}""")).Should().Equal(
            "profile.json: refused because ProcLaunch runs as root and /opt/server could be changed by user 1000; let nobody but root change it (chown, chmod go-w)");
    }

    [Test]
    public void A_program_looked_up_in_PATH_is_not_checked()
    {
        Files.Remove($"{Directory}/run");

        Valid(ReadJson("""{"command": ["server"]}""")).Command.Should().Equal("server");
    }

    [Test]
    public void An_environment_file_that_others_could_change_is_refused()
    {
        Files.Write("/etc/web.env", "", owner: Web);

        Problems(ReadJson("""{"environmentFiles": ["/etc/web.env"]}""")).Should().Equal(
            "profile.json: refused because ProcLaunch runs as root and /etc/web.env could be changed by user 1000; let nobody but root change it (chown, chmod go-w)");
        Valid(ReadJson("""{"environmentFiles": ["/etc/web.env"], "user": "web"}"""));
    }

    [Test]
    public void A_missing_environment_file_is_refused_only_where_others_could_put_it()
    {
        Files.Directory("/tmp", 0x3FF);

        Valid(ReadJson("""{"environmentFiles": [".env"]}"""));
        Problems(ReadJson("""{"environmentFiles": ["/tmp/web.env"]}""")).Should().Equal(
            "profile.json: refused because ProcLaunch runs as root and /tmp/web.env could be created by anyone; let nobody but root change it (chown, chmod go-w)");
    }

    [Test]
    public void A_watched_file_may_belong_to_anyone()
    {
        Files.Write("/srv/app.dll", "", 0x1B6, owner: Web);

        Valid(ReadJson("""{"watch": ["/srv/app.dll"]}"""));
    }

    [Test]
    public void A_half_written_profile_is_not_refused_yet()
    {
        Files.Remove($"{Directory}/run");
        Files.Change(Directory, node => node with { Owner = Web });

        Read().Invalid.Should().BeFalse();
    }

    [Test]
    public void As_another_user_nothing_is_refused()
    {
        Users.CurrentUid = Web;
        Files.Change("/profiles", node => node with { Mode = 0x1FF });
        Files.Change(Directory, node => node with { Owner = 1001 });

        Valid(Read());
    }
}
