namespace ProcLaunch.Cli.Tests.Program;

public class SignalTests
{
    private const string Deaf = "trap '' TERM\necho ready\nwhile :; do sleep 1000; done";

    [Test]
    public async Task USR1_reopens_a_renamed_log()
    {
        await using var world = new World();
        var log = $"{world.Root}/log";
        var pid = await world.Daemonize($"--log-path={log}");
        File.Move(log, $"{log}.1");
        world.Add("before", "exec sleep 1000");
        await World.UntilLogged($"{log}.1", "before running pid");
        Processes.Signal(pid, Processes.Usr1);
        await Deadline.Until(() => File.Exists(log), "the log is there again");
        world.Add("after", "exec sleep 1000");
        await World.UntilLogged(log, "after running pid");
        File.ReadAllText($"{log}.1").Should().NotContain("after");
    }

    [TestCase(Processes.Term, 0)]
    [TestCase(Processes.Hup, 111)]
    public async Task A_signal_is_obeyed_while_the_first_look_at_the_profiles_hangs(int signal, int code)
    {
        await using var world = new World();
        var web = world.Add("web", "exec sleep 1000", ("profile.json", "{}"));
        using var held = HeldFile.TryHold($"{web}/profile.json");
        if (held is null)
            Assert.Ignore("only root can hold up those who open a file");
        var supervisor = await world.Start();
        await held.WhenOpened();
        supervisor.Signal(signal);
        await world.Log.Next("ProcLaunch", signal == Processes.Term ? "exiting" : "received HUP");
        (await supervisor.Ended()).Should().Be(code);
    }

    [Test]
    public async Task TERM_while_HUP_waits_exits_0_at_once()
    {
        await using var world = new World();
        world.Add("deaf", Deaf);
        var supervisor = await world.Start();
        var pid = await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");
        supervisor.Signal(Processes.Hup);
        await world.Log.Next("deaf", "stopping");
        (await supervisor.End(Processes.Term)).Should().Be(0);
        world.Story("ProcLaunch").Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  ProcLaunch exiting
            """);
        Processes.IsAlive(pid).Should().BeTrue();
    }

    [Test]
    public async Task A_second_TERM_exits_0_at_once_where_the_first_stops_everything()
    {
        await using var world = new World();
        world.Add("deaf", Deaf);
        var supervisor = await world.Start("--on-terminate=stop");
        await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");
        supervisor.Signal(Processes.Int);
        await world.Log.Next("deaf", "stopping");
        (await supervisor.End(Processes.Int)).Should().Be(0);
        world.Story("ProcLaunch").Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  ProcLaunch received INT. Stopping all profiles.
            T INFO  ProcLaunch received INT again. Exiting immediately.
            """);
    }

    [Test]
    public async Task What_was_being_stopped_when_the_supervisor_ended_is_stopped_by_the_next_and_started_again()
    {
        await using var world = new World();
        world.Add("deaf", Deaf, ("profile.json", """{"stop": {"timeout": "2s"}}"""));
        var first = await world.Start();
        var pid = await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");
        first.Signal(Processes.Hup);
        await world.Log.Next("deaf", "stopping");
        await World.UntilLogged($"{world.State}/records/deaf.record", "\"state\":\"stopping\"");
        await first.End(Processes.Kill);
        var second = await world.Start();
        (await world.Log.Running("deaf")).Should().NotBe(pid);
        Processes.IsAlive(pid).Should().BeFalse();
        world.Instances("deaf").Where(one => Processes.Session(one) == one).Should().ContainSingle();
        await second.End(Processes.Kill);
    }

    [TestCase("trap '' HUP INT QUIT USR1 CHLD PIPE; exec $P -f $S $D")]
    [TestCase("exec nohup $P -f $S $D")]
    [TestCase("exec perl -e 'use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM, SIGHUP, SIGINT, SIGUSR1, SIGCHLD)); exec @ARGV' $P -f $S $D")]
    [TestCase("exec perl -e '$SIG{CHLD} = \"IGNORE\"; exec @ARGV' $P -f $S $D")]
    public async Task What_the_caller_ignored_or_blocked_works_here_and_is_default_in_services(string command)
    {
        await using var world = new World();
        world.Add("web", "(exec cat /proc/self/status)\nexec sleep 1000", ("restart", ""));
        var supervisor = world.Launch("/bin/sh", "-c", command);
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "nonvoluntary_ctxt_switches");
        Processes.Signal(pid, Processes.Kill);
        await world.Log.Next("web", "died pid");
        await world.Log.Running("web");
        var status = world.OutputOf("web").Split('\n');
        status.Should().Contain("SigIgn:\t0000000000000000").And.Contain("SigBlk:\t0000000000000000");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "died pid").Should().Be(1);
        world.Log.Lines.Single(line => line.Message.StartsWith("died")).Message.Should().EndWith("signal SIGKILL");
    }

    [Test]
    public async Task TERM_ends_a_daemon_whose_caller_blocked_it()
    {
        await using var world = new World();
        var outcome = await world.Shell("exec perl -e 'use POSIX; sigprocmask(SIG_BLOCK, POSIX::SigSet->new(SIGTERM)); exec @ARGV' $P $S $D");
        outcome.Should().Be(new Outcome(0, "", ""));
        var pid = world.DaemonPid();
        Processes.Signal(pid, Processes.Term);
        await Processes.UntilGone(pid);
        File.ReadAllText($"{world.Profiles}/error.log").Should().EndWith("INFO  ProcLaunch exiting\n");
    }
}
