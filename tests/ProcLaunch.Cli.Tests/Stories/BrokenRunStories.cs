namespace ProcLaunch.Cli.Tests.Stories;

/// <summary>What a user reads in the log when a profile cannot be run.</summary>
public class BrokenRunStories
{
    [TestCase("#!/bin/sh\r\nexit 0\r\n", @"cannot execute run: its interpreter /bin/sh\r is not found (its first line ends in a carriage return: save it with Unix line ends)")]
    [TestCase("#!/no/such/shell\n", "cannot execute run: its interpreter /no/such/shell is not found")]
    [TestCase("echo no shebang\n", "cannot execute run: neither a program for this machine nor a script that begins with #!")]
    [TestCase("", "cannot execute run: neither a program for this machine nor a script that begins with #!")]
    public async Task A_run_that_cannot_be_executed_says_why(string content, string why)
    {
        await using var world = new World();
        world.Add("web", "");
        world.Write("web", "run", content);
        world.Add("zz", "exec sleep 1000");
        var supervisor = await world.Start();
        var failed = await world.Log.Next("web", "start failed");
        failed.Level.Should().Be("WARN ");
        failed.Message.Should().Be("start failed: " + why);
        await world.Log.Running("zz");
        await supervisor.End(Processes.Hup);
        world.Log.Count("web", "starting").Should().Be(1, "without restart there is no second attempt");
    }

    [Test]
    public async Task A_command_that_is_nowhere_says_so_and_is_tried_again_by_its_policy()
    {
        await using var world = new World();
        var directory = world.Add("web", "", ("profile.json", """{"command": ["no-such-program"], "restart": "always"}"""));
        File.Delete($"{directory}/run");
        var supervisor = await world.Start();
        (await world.Log.Next("web", "start failed")).Message.Should().StartWith("start failed: cannot execute no-such-program: not found in PATH (");
        await world.Log.Next("web", "restarting in");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task A_run_that_is_not_executable_is_invalid_until_it_is()
    {
        await using var world = new World();
        var directory = world.Add("web", "exec sleep 1000");
        File.SetUnixFileMode($"{directory}/run", (UnixFileMode)0x1a4);
        var supervisor = await world.Start();
        (await world.Log.Next("web", "invalid definition")).Message.Should().Be(
            "invalid definition, it is not started: run: not executable; chmod +x run");
        World.MakeExecutable($"{directory}/run");
        await world.Log.Running("web");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task Files_of_the_table_that_are_no_regular_files_are_refused_and_hold_nobody_up()
    {
        await using var world = new World();
        var directory = world.Add("web", "exec sleep 1000");
        (await world.Shell($"mkfifo {directory}/stop_signal {directory}/profile.json; mkdir {directory}/user; ln -s nowhere {directory}/reload")).Code.Should().Be(0);
        world.Add("zz", "exec sleep 1000");
        var supervisor = await world.Start();
        await world.Log.Running("zz");
        var message = (await world.Log.Next("web", "invalid definition")).Message;
        foreach (var file in new[] { "stop_signal", "profile.json", "user", "reload" })
            message.Should().Contain($"{file}: ");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "starting").Should().Be(0);
    }

    [Test]
    public async Task Directories_that_cannot_be_profiles_are_named_escaped_on_one_line()
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Profiles}/evil\n2026-01-01T00:00:00.000Z INFO  web stopped");
        Directory.CreateDirectory($"{world.Profiles}/\u001b]0;title\u0007");
        Directory.CreateDirectory($"{world.Profiles}/ProcLaunch");
        Directory.CreateDirectory($"{world.Profiles}/-rf");
        Directory.CreateDirectory($"{world.Profiles}/.hidden");
        Directory.CreateDirectory($"{world.Profiles}/{{0}}%n%s");
        File.WriteAllText($"{world.Profiles}/plain file", "");
        world.Add("zz", "exec sleep 1000");
        var supervisor = await world.Start();
        await world.Log.Running("zz");
        await supervisor.End(Processes.Hup);
        var told = world.Log.Lines.Where(line => line.Level == "WARN ").Select(line => line.Message).ToArray();
        told.Should().HaveCount(5).And.OnlyContain(message => message.StartsWith("ignoring the directory "));
        told.Should().ContainSingle(message => message.Contains(@"evil\n2026-01-01"))
            .And.ContainSingle(message => message.Contains(@"\x1b]0;title\x07"))
            .And.ContainSingle(message => message.Contains("{0}%n%s"));
        world.Log.Lines.Should().NotContain(line => line.Level == "?");
    }

    [Test]
    public async Task A_start_that_fails_shows_what_the_service_wrote_last()
    {
        await using var world = new World();
        world.Add("mail", "echo reading mail.conf\necho 'mail.conf:7: no such\toption' >&2\nexit 1", ("pid_file", "pid"));
        var supervisor = await world.Start();
        await world.Log.Next("mail", "start failed");
        await supervisor.End(Processes.Hup);
        world.Story("mail").Should().Be("""
            T INFO  mail starting
            T WARN  mail start failed: its run ended with exit code 1 and no pid file; it last wrote: reading mail.conf | mail.conf:7: no such\toption
            """);
    }

    [Test]
    public async Task A_full_disk_costs_lines_but_neither_a_service_nor_the_reason_of_a_failed_start()
    {
        await using var world = new World();
        using var disk = new FullDisk($"{world.State}/log");
        world.Add("chatty", "yes | head -c 1000000; touch written; exec sleep 1000");
        world.Add("mail", "echo 'mail.conf is missing'; exit 1", ("pid_file", "pid"));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("chatty");
        await Deadline.Until(() => world.Log.Count("chatty", "output is being dropped: no space left on device") == 1, "it is said");
        await Deadline.Until(() => File.Exists($"{world.Profiles}/chatty/written"), "the service goes on");
        (await world.Log.Next("mail", "start failed")).Message.Should().Be(
            "start failed: its run ended with exit code 1 and no pid file; it last wrote: mail.conf is missing");
        Processes.IsAlive(pid).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }
}
