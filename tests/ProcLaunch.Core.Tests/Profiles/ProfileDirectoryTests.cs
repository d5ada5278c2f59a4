namespace ProcLaunch.Core.Tests.Profiles;

internal sealed class ProfileDirectoryTests : ProfileReadingTests
{
    private const string TooLong = "pid_file: the path is longer than 4095 bytes; use a shorter one";

    [Test]
    public void A_run_alone_is_a_profile_with_the_defaults_of_the_contract()
    {
        Files.Executable($"{Directory}/run");

        Valid(Read()).Should().BeEquivalentTo(new ProfileDefinition("web")
        {
            Command = ["/profiles/web/run"],
            WorkingDirectory = "/profiles/web",
        });
    }

    [Test]
    public void A_directory_without_run_is_half_written_and_no_problem()
    {
        Files.Write($"{Directory}/down", "");

        var reading = Read();

        reading.Definition.Should().BeNull();
        reading.Problems.Should().BeEmpty();
        reading.Invalid.Should().BeFalse();
    }

    [Test]
    public void A_directory_that_has_vanished_is_half_written_and_no_problem()
    {
        Files.Remove(Directory);

        Read().Should().BeEquivalentTo(new { Definition = (ProfileDefinition?)null, Invalid = false });
    }

    [Test]
    public void A_half_written_profile_still_reports_its_broken_files()
    {
        Files.Write($"{Directory}/stop_signal", "BOGUS");

        Problems(Read()).Should().ContainSingle().Which.Should().StartWith("stop_signal: ");
    }

    [Test]
    public void A_run_that_nobody_may_execute_is_a_problem()
    {
        Files.Write($"{Directory}/run", "#!/bin/sh");

        Problems(Read()).Should().Equal("run: not executable; chmod +x run");
    }

    [Test]
    public void A_run_that_only_its_group_may_execute_will_do()
    {
        Files.Executable($"{Directory}/run", 0x1AC); // 0654

        Valid(Read()).Command.Should().Equal("/profiles/web/run");
    }

    [Test]
    public void A_large_run_is_never_opened()
    {
        Files.Executable($"{Directory}/run");
        Files.Change($"{Directory}/run", node => node with { Size = 1L << 40 });

        Valid(Read());
        Files.Opened.Should().BeEmpty();
    }

    [TestCase("stop_signal", "TERM")]
    [TestCase("stop_signal", "SIGTERM\n")]
    [TestCase("stop_signal", "15")]
    [TestCase("stop_signal", "term\r\n")]
    [TestCase("stop_signal", "\uFEFFTERM")]
    public void Every_way_to_write_a_stop_signal_is_understood(string file, string content) =>
        Valid(ReadWith(file, content)).Stop.Should().Be(StopSettings.Default with { Signal = Signal.Terminate });

    [Test]
    public void A_realtime_stop_signal_is_understood() =>
        Valid(ReadWith("stop_signal", "rtmin+1\n")).Stop.Signal.Should().Be(new Signal(35));

    [TestCase("", 1)]
    [TestCase("\n \n", 1)]
    [TestCase("USR1\n", 10)]
    [TestCase("12", 12)]
    public void Reload_names_a_signal_and_means_HUP_when_empty(string content, int number) =>
        Valid(ReadWith("reload", content)).ReloadSignal.Should().Be(new Signal(number));

    [TestCase("", RestartMode.Always)]
    [TestCase("always", RestartMode.Always)]
    [TestCase("never", RestartMode.Always)]
    [TestCase("on-failure", RestartMode.OnFailure)]
    [TestCase("on-failure\n", RestartMode.OnFailure)]
    public void Restart_means_always_unless_it_says_on_failure(string content, RestartMode mode) =>
        Valid(ReadWith("restart", content)).Restart.Should().Be(new RestartPolicy { Mode = mode });

    [TestCase("")]
    [TestCase("any \0 thing")]
    public void Down_counts_by_being_there(string content) =>
        Valid(ReadWith("down", content)).Down.Should().BeTrue();

    [TestCase("/run/web.pid\n", "/run/web.pid")]
    [TestCase("web.pid", "/profiles/web/web.pid")]
    [TestCase("./var//web.pid \t\r\n\n", "/profiles/web/var/web.pid")]
    [TestCase("\n../web.pid", "/profiles/web/../web.pid")]
    [TestCase("two words.pid", "/profiles/web/two words.pid")]
    public void A_pid_file_starts_at_the_directory_of_the_profile(string content, string path)
    {
        var definition = Valid(ReadWith("pid_file", content));

        definition.PidFile.Should().Be(path);
        definition.Mode.Should().Be(ProfileMode.Daemon);
    }

    [Test]
    public void A_pid_file_of_4095_bytes_is_accepted_and_one_more_is_not()
    {
        var directory = "/" + string.Concat(Enumerable.Repeat("ä/", (4095 - 1) / 3));
        var longest = directory + new string('x', 4095 - 1 - (directory.Length - 1) / 2 * 3);

        Valid(ReadWith("pid_file", longest)).PidFile.Should().Be(longest);
        Problems(ReadWith("pid_file", longest + "x")).Should().Equal(TooLong);
        Problems(ReadWith("pid_file", longest[1..])).Should().Equal(TooLong);
    }

    [TestCase("web")]
    [TestCase("web\n")]
    [TestCase("1000")]
    [TestCase("PC-7$")]
    [TestCase("_apt")]
    [TestCase("Max.Muster")]
    public void A_known_user_is_kept_as_written(string content) =>
        Valid(ReadWith("user", content)).User.Should().Be(content.Trim());

    [TestCase(1000u)]
    [TestCase(0u)]
    public void An_unknown_user_is_a_problem_as_root_and_as_anyone_else(uint uid)
    {
        Users.CurrentUid = uid;

        Problems(ReadWith("user", "ghost")).Should().Equal(
            "user: there is no user \"ghost\"; write the name of a user, or remove the file to run as the user ProcLaunch runs as");
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("-1")]
    [TestCase(" root")]
    [TestCase("web\nroot")]
    [TestCase("web root")]
    [TestCase("../root")]
    [TestCase("$")]
    [TestCase("wäb")]
    public void What_is_no_user_name_is_never_looked_up(string content)
    {
        Problems(ReadWith("user", content)).Should().ContainSingle();
        Users.Asked.Should().BeEmpty();
    }

    [Test]
    public void Several_broken_files_are_all_reported()
    {
        Files.Write($"{Directory}/run", "");
        Files.Write($"{Directory}/pid_file", "");
        Files.Pipe($"{Directory}/restart");
        Files.Directory($"{Directory}/down");
        Files.Write($"{Directory}/stop_signal", "");
        Files.Write($"{Directory}/reload", "KILL");
        Files.Write($"{Directory}/user", "");
        Files.Write($"{Directory}/profile.json", "{]");

        Problems(Read()).Should().Equal(
            "run: not executable; chmod +x run",
            "pid_file: empty; write the path of the pid file on one line",
            "restart: a pipe, socket or device, not a regular file; put a regular file in its place or remove it",
            "down: a directory, not a regular file; put a regular file in its place or remove it",
            "stop_signal: empty; write for example TERM, SIGTERM, 15 or RTMIN+1, or remove the file",
            "reload: SIGKILL would kill the service instead of reloading it; write for example HUP or USR1",
            "user: names no user; write the name of a user, or remove the file to run as the user ProcLaunch runs as",
            "profile.json:1:2: not valid JSON: ']' is an invalid start of a property name. Expected a '\"'");
    }

    [Test]
    public void A_relative_profiles_directory_starts_at_the_working_directory()
    {
        var directory = Path.GetFullPath("profiles");
        Files.Executable($"{directory}/web/run");

        var reading = new ProcLaunch.Profiles.ProfileDirectory(Files, Users).Read("profiles/", "web");

        Valid(reading).Command.Should().Equal($"{directory}/web/run");
    }
}
