using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class ProfileStampTests : ProfileReadingTests
{
    private static readonly string[] DefinitionFiles = ["run", "pid_file", "stop_signal", "reload", "user", "profile.json"];

    private static readonly string[] SwitchFiles = ["restart", "down"];

    [SetUp]
    public void ARun() => Files.Executable($"{Directory}/run");

    // Stamps are stored and compared by the next ProcLaunch: these must never come out differently in another process.
    [Test]
    public void Stamps_are_the_same_in_every_process()
    {
        Files.Change($"{Directory}/run", node => node with { Inode = 7 });

        Read().Stamp.Should().Be("58aaaf40ba91866595623839870cde79");
        Read().SwitchStamp.Should().Be("2c5ec176efa8eb3d2c3ad7393c34b17a");
    }

    [TestCaseSource(nameof(DefinitionFiles))]
    public void A_file_that_comes_changes_or_goes_changes_the_stamp_alone(string file) => ChangesOneStamp(file, reading => (reading.Stamp, reading.SwitchStamp));

    [TestCaseSource(nameof(SwitchFiles))]
    public void A_switch_that_comes_changes_or_goes_changes_the_switch_stamp_alone(string file) => ChangesOneStamp(file, reading => (reading.SwitchStamp, reading.Stamp));

    [Test]
    public void Becoming_executable_changes_the_stamp()
    {
        var before = Read().Stamp;

        Files.Change($"{Directory}/run", node => node with { Mode = 0x1A4 });

        Read().Stamp.Should().NotBe(before);
    }

    [Test]
    public void Other_permissions_and_other_files_change_nothing()
    {
        var before = Read();

        Files.Change($"{Directory}/run", node => node with { Mode = 0x1C0 });
        Files.Write($"{Directory}/run~", "");

        Read().Should().BeEquivalentTo(new { before.Stamp, before.SwitchStamp });
    }

    [Test]
    public void A_link_turned_to_another_file_changes_the_stamp()
    {
        Files.Executable("/old");
        Files.Executable("/new");
        Files.Link($"{Directory}/run", "/old");
        var before = Read().Stamp;

        Files.Link($"{Directory}/run", "/new");

        Read().Stamp.Should().NotBe(before);
    }

    [Test]
    public void An_invalid_profile_has_stamps_too()
    {
        Files.Link($"{Directory}/stop_signal", "/nowhere");
        var broken = Read();

        Files.Remove($"{Directory}/stop_signal");

        broken.Invalid.Should().BeTrue();
        Read().Stamp.Should().NotBe(broken.Stamp);
    }

    [TestCase("environmentFiles", "/etc/web.env")]
    [TestCase("watch", "/srv/app.dll")]
    public void A_file_outside_that_matters_counts_and_being_absent_is_no_problem(string key, string path)
    {
        Files.Write($"{Directory}/profile.json", $$"""{"{{key}}": ["{{path}}"]}""");
        Valid(Read());
        Read().Also.Should().Equal(path);

        ChangesOneStamp(path, reading => (reading.Stamp, reading.SwitchStamp));
    }

    [Test]
    public void The_files_that_matter_too_are_named_absolute_and_once()
    {
        Files.Write($"{Directory}/profile.json", """{"environmentFiles": [".env", "/etc/x"], "watch": ["app.dll", "./.env", "/etc/x"]}""");

        Read().Also.Should().Equal("/profiles/web/.env", "/etc/x", "/profiles/web/app.dll");
    }

    [Test]
    public void A_look_at_the_files_of_the_last_reading_gives_its_stamps_without_opening_any()
    {
        Files.Write($"{Directory}/profile.json", """{"environmentFiles": [".env"], "watch": ["app.dll"]}""");
        Files.Write($"{Directory}/app.dll", "");
        var reading = Read();
        Files.Opened.Clear();

        var look = new ProfileLook(Files, Directory, reading.Also);

        look.Should().BeEquivalentTo(new { reading.Stamp, reading.SwitchStamp });
        Files.Opened.Should().BeEmpty();
        new ProfileLook(Files, Directory).Stamp.Should().NotBe(reading.Stamp);
    }

    [TestCase("{\"watch\": [\"app.dll\"], \"comand\": 1}")]
    [TestCase("{\"watch\": [\"app.dll\", 5]}")]
    public void What_an_invalid_profile_watches_counts_too(string json)
    {
        Files.Write($"{Directory}/profile.json", json);

        Read().Should().BeEquivalentTo(new { Invalid = true, Also = new[] { "/profiles/web/app.dll" } });
    }

    [Test]
    public void What_a_half_written_profile_watches_counts_too()
    {
        Files.Remove($"{Directory}/run");
        Files.Write($"{Directory}/profile.json", """{"watch": ["app.dll"]}""");

        Read().Also.Should().Equal("/profiles/web/app.dll");
    }

    private void ChangesOneStamp(string file, Func<ProfileReading, (string Changing, string Other)> stamps)
    {
        var path = file.StartsWith('/') ? file : $"{Directory}/{file}";
        var seen = new HashSet<string> { stamps(Read()).Changing };
        var other = stamps(Read()).Other;

        Files.Write(path, "a", 0x1ED);
        Step();
        Files.Change(path, node => node with { Inode = 1 });
        Step();
        Files.Change(path, node => node with { Modified = node.Modified + 1 });
        Step();
        Files.Change(path, node => node with { Size = 2 });
        Step();
        Files.Pipe(path);
        Step();
        Files.Link(path, "/nowhere");
        Step();

        void Step()
        {
            stamps(Read()).Should().Be(stamps(Read()));
            seen.Add(stamps(Read()).Changing).Should().BeTrue("the stamp must change");
            stamps(Read()).Other.Should().Be(other);
        }
    }
}
