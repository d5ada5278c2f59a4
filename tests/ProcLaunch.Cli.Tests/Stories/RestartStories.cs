namespace ProcLaunch.Cli.Tests.Stories;

public class RestartStories
{
    // With a file for the policy and a short delay in profile.json.
    [TestCase("always", "exit 0", true)]
    [TestCase("anything else", "exit 0", true)]
    [TestCase("", "exit 3", true)]
    [TestCase("on-failure", "exit 3", true)]
    [TestCase("on-failure\n", "kill -SEGV $$", true)]
    [TestCase("on-failure", "exit 0", false)]
    [TestCase(null, "exit 0", false)]
    [TestCase(null, "exit 3", false)]
    public async Task Restart_decides_what_is_started_again(string? restart, string run, bool again)
    {
        await using var world = new World();
        if (restart is null)
            world.Add("web", run);
        else
            world.Add("web", run, ("restart", restart), ("profile.json", """{"stop": {"timeout": "1s"}}"""));
        var supervisor = await world.Start();
        await world.Log.Next("web", "died pid");
        if (again)
            await world.Log.Next("web", "died pid");
        // All profiles stopped: nothing more comes.
        await supervisor.End(Processes.Hup);
        world.Log.Count("web", "running pid").Should().Match(count => again ? count >= 2 : count == 1);
    }

    [TestCase("exit 0", "exit code 0")]
    [TestCase("exit 7", "exit code 7")]
    [TestCase("exit 143", "exit code 143")]
    [TestCase("kill -TERM $$", "signal SIGTERM")]
    [TestCase("kill -SEGV $$", "signal SIGSEGV")]
    [TestCase("kill -KILL $$", "signal SIGKILL")]
    public async Task A_death_is_told_with_its_exit_code_or_signal(string run, string told)
    {
        await using var world = new World();
        world.Add("web", run);
        var supervisor = await world.Start();
        await world.Log.Next("web", "died pid");
        await supervisor.End(Processes.Hup);
        world.Story().Should().Be($"""
            T INFO  ProcLaunch started pid N
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web died pid M {told}
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
    }

    [Test]
    public async Task The_first_restart_is_immediate_and_later_ones_tell_their_delay()
    {
        await using var world = new World();
        world.Add("web", "exit 1", ("restart", ""));
        var supervisor = await world.Start();
        await world.Log.Next("web", "restarting in");
        var second = await world.Log.Next("web", "restarting in");
        second.Message.Should().MatchRegex(@"^restarting in (0\.[89]|1\.[012])s after 3 failures$");
        await supervisor.End(Processes.Hup);
        world.Story("web").Should().Be("""
            T INFO  web starting
            T INFO  web running pid N
            T INFO  web died pid N exit code 1
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web died pid M exit code 1
            T INFO  web restarting in D after 2 failures
            T INFO  web starting
            T INFO  web running pid O
            T INFO  web died pid O exit code 1
            T INFO  web restarting in D after 3 failures
            """);
    }

    [Test]
    public async Task Failures_are_remembered_across_a_killed_supervisor()
    {
        await using var world = new World();
        world.Add("web", "exit 1", ("profile.json", """{"restart": {"initialDelay": "30s"}}"""));
        var first = await world.Start();
        await world.Log.Next("web", "restarting in");
        await first.End(Processes.Kill);
        var second = await world.Start("--log-level=debug");
        // Read, and not started before its time.
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        world.Log.Count("web", "starting").Should().Be(2);
        await second.End(Processes.Hup);
    }

    [Test]
    public async Task It_gives_up_after_as_many_restarts_as_allowed_until_its_files_change()
    {
        await using var world = new World();
        world.Add("web", "exit 1", ("profile.json", """{"restart": {"maxRestarts": 2, "window": "60s", "initialDelay": "10ms"}}"""));
        var supervisor = await world.Start();
        await world.Log.Next("web", "gave up");
        world.Write("web", "run", "#!/bin/sh\nexec sleep 1000\n");
        await world.Log.Running("web");
        await supervisor.End(Processes.Hup);
        world.Story("web").Should().Be("""
            T INFO  web starting
            T INFO  web running pid N
            T INFO  web died pid N exit code 1
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web died pid M exit code 1
            T INFO  web restarting in D after 2 failures
            T INFO  web starting
            T INFO  web running pid O
            T INFO  web died pid O exit code 1
            T WARN  web gave up: 2 restarts within 60s; it stays stopped until its files change or someone starts it
            T INFO  web starting
            T INFO  web running pid P
            T INFO  web stopping
            T INFO  web stopped
            """);
    }

    [Test]
    public async Task What_is_down_is_not_started_until_the_file_is_removed()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("down", ""));
        var supervisor = await world.Start();
        // The scanner reads in order: when this one runs, the other has been read.
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        world.Log.Count("web", "").Should().Be(0);
        File.Delete($"{world.Profiles}/web/down");
        var pid = await world.Log.Running("web");
        File.WriteAllText($"{world.Profiles}/web/down", "");
        world.Add("zzz", "exec sleep 1000");
        await world.Log.Running("zzz");
        Processes.IsAlive(pid).Should().BeTrue("down stops nothing");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task Adding_or_removing_restart_takes_effect_without_a_restart()
    {
        await using var world = new World();
        var web = world.Add("web", "exec sleep 1000");
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        File.WriteAllText($"{web}/restart", "");
        world.Add("y", "exec sleep 1000");
        await world.Log.Running("y");
        Processes.Signal(first, Processes.Kill);
        var second = await world.Log.Running("web");
        File.Delete($"{web}/restart");
        world.Add("z", "exec sleep 1000");
        await world.Log.Running("z");
        Processes.Signal(second, Processes.Kill);
        await world.Log.Next("web", "died");
        await supervisor.End(Processes.Hup);
        world.Story("web").Should().Be("""
            T INFO  web starting
            T INFO  web running pid N
            T INFO  web died pid N signal SIGKILL
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web died pid M signal SIGKILL
            """);
    }

    [Test]
    public async Task What_an_unexpected_death_leaves_of_the_group_is_stopped_before_the_next_start()
    {
        await using var world = new World();
        world.Add("web", "sleep 1000 & echo left $!\nwhile :; do sleep 1000; done", ("restart", ""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "left");
        var left = int.Parse(world.OutputOf("web").Split()[1]);
        Processes.Signal(pid, Processes.Kill);
        var next = await world.Log.Running("web");
        Processes.IsAlive(left).Should().BeFalse();
        world.Instances("web").Should().OnlyContain(one => Processes.Session(one) == next);
        await supervisor.End(Processes.Hup);
        world.Instances("web").Should().BeEmpty();
    }


    [Test]
    public async Task Down_ends_the_wait_for_a_restart()
    {
        await using var world = new World();
        world.Add("web", "exit 1", ("profile.json", """{ "restart": { "initialDelay": "1h", "maxDelay": "1h" } }"""));
        var supervisor = await world.Start("--debug");
        await world.Log.Next("web", "restarting in");
        world.Write("web", "down", "");
        await World.UntilLogged($"{world.State}/records/web.record", "\"want\":\"Down\"");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }
}
