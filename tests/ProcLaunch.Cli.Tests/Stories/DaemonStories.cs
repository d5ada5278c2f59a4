using System.Globalization;

namespace ProcLaunch.Cli.Tests.Stories;

public class DaemonStories
{
    /// <summary>Forks a child that leaves the session and outlives it, writes its pid and exits: as daemons do.</summary>
    private const string Daemonizes = "setsid sh -c 'echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &";

    [Test]
    public async Task A_daemon_is_started_found_by_its_pid_file_restarted_and_stopped()
    {
        await using var world = new World();
        var directory = world.Add("mail", Daemonizes, ("pid_file", "pid\n"), ("restart", ""));
        var supervisor = await world.Start();
        var first = await world.Log.Running("mail");
        PidIn($"{directory}/pid").Should().Be(first);
        Processes.Signal(first, Processes.Kill);
        var second = await world.Log.Running("mail");
        PidIn($"{directory}/pid").Should().Be(second);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  mail starting
            T INFO  mail running pid M
            T INFO  mail died
            T INFO  mail starting
            T INFO  mail running pid O
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  mail stopping
            T INFO  mail stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        world.Instances("mail").Should().BeEmpty();
        File.Exists($"{directory}/pid").Should().BeFalse("the pid file of a daemon that is gone is removed");
    }

    [Test]
    public async Task A_daemon_that_others_started_is_adopted_by_its_pid_file_alone()
    {
        await using var world = new World();
        var directory = world.Add("mail", "echo must not run; exit 1", ("pid_file", "pid"));
        (await world.Shell($"cd {directory}; setsid sh -c 'echo $$ > pid; exec sleep 1000' <&- >&- 2>&- &")).Code.Should().Be(0);
        var pid = int.Parse(await World.ContentOf($"{directory}/pid"), CultureInfo.InvariantCulture);
        var supervisor = await world.Start();
        (await world.Log.Next("mail", "adopted pid")).Pid.Should().Be(pid);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  mail adopted pid M
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  mail stopping
            T INFO  mail stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        Processes.IsAlive(pid).Should().BeFalse();
    }

    [Test]
    public async Task A_daemon_survives_a_killed_supervisor_and_is_adopted()
    {
        await using var world = new World();
        world.Add("mail", Daemonizes, ("pid_file", "pid"), ("restart", ""));
        var first = await world.Start();
        var pid = await world.Log.Running("mail");
        await first.End(Processes.Kill);
        var second = await world.Start();
        (await world.Log.Next("mail", "adopted pid")).Pid.Should().Be(pid);
        Processes.Signal(pid, Processes.Kill);
        await world.Log.Running("mail");
        await second.End(Processes.Hup);
        world.Story("mail").Should().Be("""
            T INFO  mail starting
            T INFO  mail running pid N
            T INFO  mail adopted pid N
            T INFO  mail died
            T INFO  mail starting
            T INFO  mail running pid M
            T INFO  mail stopping
            T INFO  mail stopped
            """);
    }

    [Test]
    public async Task A_daemon_that_was_being_started_when_the_supervisor_was_killed_is_not_started_twice()
    {
        await using var world = new World();
        var directory = world.Add("mail",
            "echo once >> starts\nsetsid sh -c 'while [ ! -e go ]; do sleep 0.05; done; echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &",
            ("pid_file", "pid"));
        var first = await world.Start();
        await World.ContentOf($"{directory}/starts");
        await first.End(Processes.Kill);
        var second = await world.Start("--log-level=debug");
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        File.WriteAllText($"{directory}/go", "");
        var pid = await World.ContentOf($"{directory}/pid");
        (await world.Log.Running("mail")).ToString(CultureInfo.InvariantCulture).Should().Be(pid.Trim());
        File.ReadAllText($"{directory}/starts").Should().Be("once\n");
        await second.End(Processes.Hup);
        world.Instances("mail").Should().BeEmpty();
    }

    [Test]
    public async Task A_daemon_that_writes_no_pid_file_fails_its_start_and_is_stopped_whole()
    {
        await using var world = new World();
        var directory = world.Add("mail", "setsid sleep 1000 & echo started >> starts",
            ("pid_file", "pid"), ("profile.json", """{"ready": {"timeout": "700ms"}}"""));
        var supervisor = await world.Start();
        await world.Log.Next("mail", "start failed");
        await Deadline.Until(() => world.Instances("mail").Count == 0, "nothing of the daemon is left");
        await supervisor.End(Processes.Hup);
        world.Story("mail").Should().StartWith("""
            T INFO  mail starting
            T WARN  mail start failed: it was not confirmed within 700ms
            T INFO  mail stopping
            """);
        File.ReadAllText($"{directory}/starts").Should().Be("started\n");
    }

    [Test]
    public async Task A_run_that_fails_without_a_pid_file_is_a_failed_start()
    {
        await using var world = new World();
        world.Add("mail", "exit 4", ("pid_file", "pid"));
        var supervisor = await world.Start();
        await world.Log.Next("mail", "start failed");
        await supervisor.End(Processes.Hup);
        world.Story("mail").Should().Be("""
            T INFO  mail starting
            T WARN  mail start failed: its run ended with exit code 4 and no pid file
            """);
    }

    [Test]
    public async Task A_pid_file_that_holds_no_pid_of_a_daemon_reaches_nobody()
    {
        await using var world = new World();
        // The parent of run is the supervisor itself.
        string[] contents = ["0", "-1", "1", "99999999999999999999", "4294967297", "12x", "$PPID"];
        string[] names = [.. contents.Select((_, index) => $"mail{index}")];
        foreach (var (name, content) in names.Zip(contents))
            world.Add(name, $"echo '{content}' | sed s/.PPID/$PPID/ > pid", ("pid_file", "pid"), ("profile.json", """{"ready": {"timeout": "4s"}}"""));
        world.Add("witness", "exec sleep 1000");
        var supervisor = await world.Start();
        var witness = await world.Log.Running("witness");
        foreach (var name in names)
        {
            await world.Log.Next(name, $"pid file {world.Profiles}/{name}/pid is not believed: ");
            await world.Log.Next(name, "start failed: it was not confirmed within 4s");
        }
        Processes.IsAlive(witness).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("witness", "died").Should().Be(0);
        world.Log.Lines.Count(line => line.Tag.StartsWith("mail") && line.Message.StartsWith("running")).Should().Be(0);
    }

    [Test]
    public async Task A_daemon_that_hands_over_to_a_successor_is_followed()
    {
        await using var world = new World();
        var directory = world.Add("mail", "setsid ./old &", ("pid_file", "pid"),
            ("old", "#!/bin/sh\necho $$ > pid.new; mv pid.new pid\nwhile [ ! -e go ]; do sleep 0.05; done\nsetsid ./new & exec sleep 1000\n"),
            ("new", "#!/bin/sh\necho $$ > pid.new; mv pid.new pid\nexec sleep 1000\n"));
        World.MakeExecutable($"{directory}/old", $"{directory}/new");
        var supervisor = await world.Start();
        var first = await world.Log.Running("mail");
        File.WriteAllText($"{directory}/go", "");
        var second = await world.Log.Running("mail");
        second.Should().NotBe(first);
        Processes.Signal(first, Processes.Kill);
        await supervisor.End(Processes.Hup);
        world.Log.Count("mail", "died").Should().Be(0);
        world.Instances("mail").Should().BeEmpty();
    }

    private static int PidIn(string path) => int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);

    [Test]
    public async Task A_daemon_that_two_profiles_name_belongs_to_one_and_outlives_the_removal_of_the_other()
    {
        await using var world = new World();
        (await world.Shell($"setsid sleep 1000 >/dev/null 2>&1 & echo $! > {world.Root}/pid")).Code.Should().Be(0);
        foreach (var name in new[] { "a", "b" })
            world.Add(name, "exit 1", ("pid_file", $"{world.Root}/pid"));
        var supervisor = await world.Start();
        var daemon = (await world.Log.Next("a", "adopted pid")).Pid;
        await Deadline.Until(() => world.Log.Count("b", "died") + world.Log.Count("b", "start failed") > 0, "b does not get it");
        world.Remove("b");
        await world.Log.Next("b", "disappeared");
        // What comes later is handled behind the removal of b.
        world.Add("c", "exec sleep 1000");
        await world.Log.Running("c");
        Processes.IsAlive(daemon).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        Processes.IsAlive(daemon).Should().BeFalse();
    }
}
