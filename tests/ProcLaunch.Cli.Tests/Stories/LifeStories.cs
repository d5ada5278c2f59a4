namespace ProcLaunch.Cli.Tests.Stories;

public class LifeStories
{
    [Test]
    public async Task What_is_killed_is_restarted_and_HUP_stops_it_and_exits_111()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start();
        Processes.Signal(await world.Log.Running("web"), Processes.Kill);
        await world.Log.Running("web");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web died pid M signal SIGKILL
            T INFO  web starting
            T INFO  web running pid O
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  web stopping
            T INFO  web stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        world.Instances("web").Should().BeEmpty();
        File.Exists(world.PidFile).Should().BeFalse();
    }

    [Test]
    public async Task A_second_HUP_does_not_wait_for_a_service_that_ignores_TERM()
    {
        await using var world = new World();
        world.Add("deaf", "trap '' TERM\necho ready\nwhile :; do sleep 1000; done");
        var supervisor = await world.Start();
        var pid = await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");
        supervisor.Signal(Processes.Hup);
        await world.Log.Next("deaf", "stopping");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  deaf starting
            T INFO  deaf running pid M
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  deaf stopping
            T INFO  ProcLaunch received HUP again. Exiting immediately.
            """);
        Processes.IsAlive(pid).Should().BeTrue();
    }

    [Test]
    public async Task A_service_that_ignores_TERM_is_killed_after_its_stop_timeout()
    {
        await using var world = new World();
        world.Add("deaf", "trap '' TERM\necho ready\nwhile :; do sleep 1000; done", ("profile.json", """{"stop": {"timeout": "300ms"}}"""));
        var supervisor = await world.Start();
        await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  deaf starting
            T INFO  deaf running pid M
            T INFO  ProcLaunch received HUP. Stopping all profiles.
            T INFO  deaf stopping
            T WARN  deaf did not stop within 300ms; sending SIGKILL
            T INFO  deaf stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        world.Instances("deaf").Should().BeEmpty();
    }

    [Test]
    public async Task A_suspended_service_is_stopped_without_killing_it()
    {
        await using var world = new World();
        world.Add("web", "trap 'echo bye; exit 0' TERM\necho ready\nwhile :; do sleep 0.1; done");
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "ready");
        Processes.Signal(pid, Processes.Stop);
        await Deadline.Until(() => Processes.Status(pid, "State").StartsWith('T'), "suspended");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.OutputOf("web").Should().EndWith("bye\n");
    }

    [Test]
    public async Task A_profile_is_added_changed_removed_and_comes_back()
    {
        await using var world = new World();
        var supervisor = await world.Start();
        world.Add("web", "exec sleep 1001");
        await world.Log.Running("web");
        world.Write("web", "run", "#!/bin/sh\necho ready\nexec sleep 1002\n");
        await world.Log.Running("web");
        // The exec is done, but the shell has yet to read its script: not before that may it go.
        await world.UntilOutput("web", "ready");
        world.Remove("web");
        await world.Log.Next("web", "stopped");
        world.Add("web", "exec sleep 1003");
        await world.Log.Running("web");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Story("web").Should().Be("""
            T INFO  web starting
            T INFO  web running pid N
            T INFO  web stopping
            T INFO  web stopped
            T INFO  web starting
            T INFO  web running pid M
            T INFO  web disappeared. Stopping and not restarting.
            T INFO  web stopping
            T INFO  web stopped
            T INFO  web starting
            T INFO  web running pid O
            T INFO  web stopping
            T INFO  web stopped
            """);
    }

    [Test]
    public async Task A_profile_that_comes_back_while_it_is_still_stopping_is_started_after_that()
    {
        await using var world = new World();
        const string slow = "trap 'while [ ! -e $D/../go ]; do sleep 0.05; done; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done";
        world.Add("slow", slow);
        var supervisor = await world.Start("--log-level=debug");
        await world.Log.Running("slow");
        await world.UntilOutput("slow", "ready");
        world.Remove("slow");
        await world.Log.Next("slow", "stopping");
        world.Add("slow", "exec sleep 1000");
        // The scanner reads in order: what comes later in the alphabet and later in time proves that it has seen it.
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        File.WriteAllText($"{world.Root}/go", "");
        await world.Log.Running("slow");
        world.Instances("slow").Should().ContainSingle();
        world.Story("slow").Should().Be("""
            T DEBUG slow added
            T INFO  slow starting
            T INFO  slow running pid N
            T INFO  slow disappeared. Stopping and not restarting.
            T INFO  slow stopping
            T DEBUG slow added
            T INFO  slow stopped
            T INFO  slow starting
            T INFO  slow running pid M
            """);
        await supervisor.End(Processes.Kill);
    }

    [Test]
    public async Task TERM_leaves_services_running_and_the_next_supervisor_adopts_them()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        (await first.End(Processes.Term)).Should().Be(0);
        Processes.IsAlive(pid).Should().BeTrue();
        var second = await world.Start();
        await world.Log.Next("web", "adopted");
        (await second.End(Processes.Int)).Should().Be(0);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  web starting
            T INFO  web running pid M
            T INFO  ProcLaunch exiting
            T INFO  ProcLaunch started pid O
            T INFO  web adopted pid M
            T INFO  ProcLaunch exiting
            """);
        world.Instances("web").Should().Equal(pid);
    }

    [Test]
    public async Task TERM_stops_everything_where_that_was_asked_for()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start("--on-terminate=stop");
        await world.Log.Running("web");
        (await supervisor.End(Processes.Term)).Should().Be(0);
        world.Story().Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  web starting
            T INFO  web running pid M
            T INFO  ProcLaunch received TERM. Stopping all profiles.
            T INFO  web stopping
            T INFO  web stopped
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        world.Instances("web").Should().BeEmpty();
    }

    [Test]
    public async Task After_kill_minus_9_the_same_processes_are_adopted_and_none_is_started_twice()
    {
        await using var world = new World();
        world.Add("one", "exec sleep 1000", ("restart", ""));
        world.Add("two", "sleep 1000 & wait", ("restart", ""));
        var first = await world.Start();
        var (one, two) = (await world.Log.Running("one"), await world.Log.Running("two"));
        await first.End(Processes.Kill);
        var second = await world.Start();
        (await world.Log.Next("one", "adopted pid")).Pid.Should().Be(one);
        (await world.Log.Next("two", "adopted pid")).Pid.Should().Be(two);
        world.Instances("one").Should().Equal(one);
        world.Instances("two").Where(pid => Processes.Session(pid) == pid).Should().Equal(two);
        (await second.End(Processes.Hup)).Should().Be(111);
        world.Story("one").Should().Be("""
            T INFO  one starting
            T INFO  one running pid N
            T INFO  one adopted pid N
            T INFO  one stopping
            T INFO  one stopped
            """);
        world.Instances("one").Should().BeEmpty();
        world.Instances("two").Should().BeEmpty();
    }
}
