using System.Text.RegularExpressions;

namespace ProcLaunch.Cli.Tests.Program;

public partial class DaemonizingTests
{
    [Test]
    public async Task It_returns_when_its_pid_file_is_there_and_the_daemon_has_nothing_of_the_caller()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var pid = await world.Daemonize();
        Processes.Status(pid, "Name").Should().Be("proclaunch");
        Processes.Session(pid).Should().Be(pid);
        Processes.Link(pid, "cwd").Should().Be("/");
        foreach (var fd in new[] { 0, 1, 2 })
            Processes.Link(pid, $"fd/{fd}").Should().Be("/dev/null");
        (await world.Shell("flock --nonblock $S/lock true")).Code.Should().Be(1, "the lock is held");
        await World.UntilLogged($"{world.Profiles}/error.log", "web running pid");
        Processes.Signal(pid, Processes.Hup);
        await Processes.UntilGone(pid);
        File.Exists(world.PidFile).Should().BeFalse();
        foreach (var line in await File.ReadAllLinesAsync($"{world.Profiles}/error.log"))
            LogLine.Parse(line);
    }

    [Test]
    public async Task A_second_and_three_at_once_do_nothing_silently()
    {
        await using var world = new World();
        var pid = await world.Daemonize();
        (await world.Command()).Should().Be(new Outcome(0, "", ""));
        (await world.Command("--foreground")).Should().Be(new Outcome(0, "", ""));
        var outcomes = await Task.WhenAll(world.Command(), world.Command(), world.Command("-f"));
        outcomes.Should().OnlyContain(outcome => outcome == new Outcome(0, "", ""));
        world.DaemonPid().Should().Be(pid);
        Processes.IsAlive(pid).Should().BeTrue();
        File.ReadAllText($"{world.Profiles}/error.log").Split('\n').Should().ContainSingle(line => line.Contains("started pid"));
    }

    [Test]
    public async Task Of_three_started_at_once_one_lives_and_all_say_done()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var outcomes = await Task.WhenAll(world.Command(), world.Command(), world.Command());
        outcomes.Should().OnlyContain(outcome => outcome == new Outcome(0, "", ""));
        Processes.IsAlive(world.DaemonPid()).Should().BeTrue();
        await World.UntilLogged($"{world.Profiles}/error.log", "web running pid");
        File.ReadAllText($"{world.Profiles}/error.log").Split('\n').Should().ContainSingle(line => line.Contains("started pid"))
            .Which.Should().EndWith($"started pid {world.DaemonPid()}");
        world.Instances("web").Should().ContainSingle();
    }

    [Test]
    public async Task The_lock_decides_and_not_the_pid_file()
    {
        await using var world = new World();
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        File.WriteAllText(world.PidFile, $"{self.Id}\n");
        var pid = await world.Daemonize();
        pid.Should().NotBe(self.Id);
        File.WriteAllText(world.PidFile, "1\n");
        (await world.Command()).Should().Be(new Outcome(0, "", ""));
        File.WriteAllText(world.PidFile, $"{pid}\n");
        Processes.IsAlive(pid).Should().BeTrue();
    }

    [Test]
    public async Task After_kill_minus_9_the_next_one_starts()
    {
        await using var world = new World();
        var pid = await world.Daemonize();
        Processes.Signal(pid, Processes.Kill);
        await Processes.UntilGone(pid);
        (await world.Daemonize()).Should().NotBe(pid);
    }

    [TestCase("$S", "$D/none", "the profiles directory D/none does not exist")]
    [TestCase("$S/none", "$D", "the state directory S/none does not exist")]
    [TestCase("--log-path=$S/none/log $S", "$D", "cannot open S/none/log: no such file or directory")]
    [TestCase("--foreground --log-path=$S/none/log $S", "$D", "cannot open S/none/log: no such file or directory")]
    [TestCase("--foreground $S", "$D/none", "the profiles directory D/none does not exist")]
    [TestCase("$D/../file", "$D", "the state directory R/file does not exist")]
    [TestCase("$D/../full", "$D", "cannot open R/full/lock: it is a directory")]
    public async Task What_cannot_start_says_why_and_exits_1(string state, string profiles, string why)
    {
        await using var world = new World();
        File.WriteAllText($"{world.Root}/file", "");
        Directory.CreateDirectory($"{world.Root}/full/lock");
        var outcome = await world.Shell($"$P {state} {profiles}");
        outcome.Code.Should().Be(1);
        outcome.Output.Should().BeEmpty();
        // In one pass: the names of the directories may contain these letters themselves.
        var expected = DirectoryWritten().Replace(why, match => match.Value switch { "D" => world.Profiles, "S" => world.State, _ => world.Root });
        outcome.ErrorLines.Should().Equal("proclaunch: " + expected.Replace("it is a directory", "is a directory"));
    }

    [Test]
    public async Task A_read_only_state_directory_is_said()
    {
        await using var world = new World();
        var outcome = await world.Shell("unshare --mount sh -c 'mount -t tmpfs -o ro none $S && exec $P $S $D'");
        if (outcome.Error.Contains("unshare") || outcome.Error.Contains("mount:"))
            Assert.Ignore($"mounting is not permitted here: {outcome.Error}");
        outcome.Should().Be(new Outcome(1, "", $"proclaunch: cannot open {world.State}/lock: read-only file system\n"));
    }

    [Test]
    public async Task It_is_not_held_up_by_a_caller_that_has_gone()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        // The command is killed while the daemon gets ready: the daemon goes on.
        await world.Shell("$P $S $D & kill -9 $!; wait");
        await world.Command();
        Processes.IsAlive(world.DaemonPid()).Should().BeTrue();
        await World.UntilLogged($"{world.Profiles}/error.log", "web running pid");
        world.Instances("web").Should().ContainSingle();
    }

    [GeneratedRegex(@"\b[DSR](?=/)")]
    private static partial Regex DirectoryWritten();
}
