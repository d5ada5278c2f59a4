namespace ProcLaunch.Cli.Tests.Control;

public sealed class RequestTests
{
    private const string Sleep = "exec sleep 1000";

    [Test]
    public async Task Stop_returns_when_nothing_is_left_and_start_when_it_runs()
    {
        await using var world = new World();
        world.Add("web", Sleep, ("restart", ""));
        await world.Start();
        await world.Log.Running("web");

        (await world.Do("stop", "web")).Should().Be(new Outcome(0, "web stopped\n", ""));
        world.Instances("web").Should().BeEmpty();
        var started = await world.Do("start", "web");

        world.Plain(started.Output).Should().Be("web running pid N");
        world.Instances("web").Should().ContainSingle().Which.Should().Be(int.Parse(started.Output.Split(' ')[^1], null));
    }

    [Test]
    public async Task Restart_returns_with_another_process()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        await world.Start();
        var before = await world.Log.Running("web");

        var outcome = await world.Do("restart", "web");

        outcome.Code.Should().Be(0);
        outcome.Output.Should().Be($"web running pid {await world.Log.Running("web")}\n").And.NotContain($"pid {before}\n");
    }

    [Test]
    public async Task A_start_that_fails_ends_with_1_and_the_reason()
    {
        await using var world = new World();
        world.Add("web", Sleep, ("down", ""), ("user", "root"));
        File.SetUnixFileMode($"{world.Profiles}/web/run", UnixFileMode.UserRead);
        await world.Start();

        var outcome = await world.Do("start", "web");

        outcome.Code.Should().Be(1);
        outcome.ErrorLines.Should().ContainSingle().Which.Should().Contain("web: ").And.Contain("chmod +x");
    }

    [Test]
    public async Task What_has_nothing_to_run_cannot_be_started()
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Profiles}/half");
        File.WriteAllText($"{world.Profiles}/half/restart", "");
        await world.Start();

        var outcome = await world.Do("start", "half");

        outcome.Should().Be(new Outcome(1, "", "proclaunch: half: there is nothing of it to start, or everything is being stopped\n"));
    }

    [Test]
    public async Task Of_several_each_is_tried_and_one_failure_is_a_failure()
    {
        await using var world = new World();
        world.Add("good", Sleep, ("down", ""));
        world.Add("bad", Sleep, ("profile.json", "{"));
        await world.Start();

        var outcome = await world.Do("start", "good", "bad");

        outcome.Code.Should().Be(1);
        world.Plain(outcome.Output).Should().Be("good running pid N");
        outcome.ErrorLines.Should().ContainSingle().Which.Should().StartWith("proclaunch: bad: profile.json:");
    }

    [Test]
    public async Task If_one_name_is_unknown_nothing_is_done()
    {
        await using var world = new World();
        world.Add("web", Sleep);
        await world.Start();
        var pid = await world.Log.Running("web");

        (await world.Do("stop", "web", "nobody", "noone")).Should().Be(new Outcome(4, "", "proclaunch: there are no profiles nobody, noone\n"));

        Processes.IsAlive(pid).Should().BeTrue();
    }

    [Test]
    public async Task All_means_all()
    {
        await using var world = new World();
        world.Add("one", Sleep);
        world.Add("two", Sleep);
        await world.Start();
        await world.Log.Running("one");
        await world.Log.Running("two");

        (await world.Do("stop", "--all")).Should().Be(new Outcome(0, "one stopped\ntwo stopped\n", ""));
        (await world.Do("start", "--all")).Code.Should().Be(0);
        (await world.Do("status")).Code.Should().Be(0);
    }

    [Test]
    public async Task Without_waiting_it_tells_how_far_it_is()
    {
        await using var world = new World();
        world.Add("deaf", "trap '' TERM\necho ready\nwhile :; do sleep 1000; done");
        await world.Start();
        var pid = await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");

        (await world.Do("stop", "--no-wait", "deaf")).Should().Be(new Outcome(0, $"deaf stopping pid {pid}\n", ""));
    }

    [Test]
    public async Task Who_waits_no_longer_is_told_so_and_the_order_stands()
    {
        await using var world = new World();
        world.Add("deaf", "trap '' TERM\necho ready\nwhile :; do sleep 1000; done", ("profile.json", """{"stop": {"timeout": "2s"}}"""));
        await world.Start();
        await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");

        (await world.Do("stop", "--timeout=100ms", "deaf")).Should().Be(new Outcome(1, "", "proclaunch: deaf: it was not stopped within 100ms; the request stands\n"));

        await world.Log.Next("deaf", "stopped");
    }

    [Test]
    public async Task Ctrl_C_ends_the_wait_and_not_the_operation()
    {
        await using var world = new World();
        world.Add("deaf", "trap '' TERM\necho ready\nwhile :; do sleep 1000; done", ("profile.json", """{"stop": {"timeout": "2s"}}"""));
        await world.Start();
        await world.Log.Running("deaf");
        await world.UntilOutput("deaf", "ready");

        var waiting = world.Launch(World.Program, "stop", "-s", world.State, "deaf");
        await world.Log.Next("deaf", "stopping");
        (await waiting.End(Processes.Int)).Should().Be(130);

        await world.Log.Next("deaf", "stopped");
        (await world.Do("status", "deaf")).Code.Should().Be(3);
    }

    [Test]
    public async Task What_was_stopped_by_hand_stays_so_and_says_so()
    {
        await using var world = new World();
        world.Add("web", Sleep, ("restart", ""));
        await world.Start();
        await world.Log.Running("web");
        await world.Do("stop", "web");

        var why = await world.Do("explain", "web");

        world.Plain(why.Output).Should().StartWith("""
            It has been stopped since T, for A.
            It last ended at T with signal SIGTERM.
            It was stopped by hand, and stays so until it is started by hand or its definition changes.
            """);
    }

    [Test]
    public async Task A_signal_reaches_the_main_process()
    {
        await using var world = new World();
        world.Add("web", "trap 'echo got USR1' USR1\necho ready\nwhile :; do sleep 0.1; done");
        world.Add("idle", Sleep, ("down", ""));
        await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "ready");

        (await world.Do("signal", "usr1", "web")).Should().Be(new Outcome(0, $"web running pid {pid}\n", ""));
        await world.UntilOutput("web", "got USR1");
        (await world.Do("signal", "HUP", "idle")).Should().Be(new Outcome(1, "", "proclaunch: idle: it is stopped: there is nothing to send a signal to\n"));
        (await world.Do("signal", "BOGUS", "web")).Code.Should().Be(2);
    }

    [Test]
    public async Task Reload_sends_the_profiles_own_signal_or_HUP()
    {
        await using var world = new World();
        const string listener = "trap 'echo got HUP' HUP\ntrap 'echo got USR2' USR2\necho ready\nwhile :; do sleep 0.1; done";
        world.Add("plain", listener);
        world.Add("own", listener, ("reload", "USR2"));
        await world.Start();
        foreach (var name in new[] { "plain", "own" })
            await world.UntilOutput(name, "ready");
        await Deadline.Until(async () => (await world.Do("status")).Code == 0, "both run");

        (await world.Do("reload", "plain", "own")).Code.Should().Be(0);

        await world.UntilOutput("plain", "got HUP");
        await world.UntilOutput("own", "got USR2");
        world.Log.Lines.Should().Contain(line => line.Tag == "own" && line.Message.StartsWith("reloading pid "));
    }
}
