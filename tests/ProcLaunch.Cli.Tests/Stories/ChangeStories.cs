namespace ProcLaunch.Cli.Tests.Stories;

public class ChangeStories
{
    [Test]
    public async Task A_reload_follows_what_is_said_of_the_log()
    {
        await using var world = new World();
        world.Add("web", "trap 'seq 4000; echo done' HUP\necho ready\nwhile :; do sleep 0.1; done",
            ("reload", ""), ("profile.json", """{ "log": { "maxSize": "10MiB" } }"""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "ready");
        world.Write("web", "profile.json", """{ "log": { "maxSize": "4KiB", "maxFiles": 2 } }""");
        (await world.Log.Next("web", "reloading")).Pid.Should().Be(pid);
        await world.UntilOutput("web", "done");
        File.Exists($"{world.State}/log/web.log.1").Should().BeTrue("it was turned at the new size");
        new FileInfo($"{world.State}/log/web.log.1").Length.Should().BeLessThanOrEqualTo(5000);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task A_change_reloads_a_profile_that_says_how()
    {
        await using var world = new World();
        world.Add("web", "trap 'echo reloaded' HUP\necho ready\nwhile :; do sleep 0.1; done", ("reload", ""));
        var supervisor = await world.Start();
        await world.Log.Running("web");
        await world.UntilOutput("web", "ready");
        world.Write("web", "stop_signal", "KILL");
        await world.UntilOutput("web", "reloaded");
        await supervisor.End(Processes.Hup);
        world.Story("web").Should().Be("""
            T INFO  web starting
            T INFO  web running pid N
            T INFO  web reloading pid N
            T INFO  web stopping
            T INFO  web stopped
            """);
    }

    [Test]
    public async Task A_reload_signal_of_its_own_is_sent()
    {
        await using var world = new World();
        world.Add("web", "trap 'echo reloaded' USR2\necho ready\nwhile :; do sleep 0.1; done", ("reload", "usr2\n"));
        var supervisor = await world.Start();
        await world.UntilOutput("web", "ready");
        await world.Log.Running("web");
        File.SetLastWriteTimeUtc($"{world.Profiles}/web/run", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await world.UntilOutput("web", "reloaded");
        await supervisor.End(Processes.Hup);
    }

    [TestCase("INT")]
    [TestCase("SIGINT")]
    [TestCase("sigint\n")]
    [TestCase("2")]
    public async Task A_stop_signal_of_its_own_is_sent(string written)
    {
        await using var world = new World();
        world.Add("web", "trap 'echo got INT; exit 0' INT\ntrap 'echo got TERM' TERM\necho ready\nwhile :; do sleep 0.1; done", ("stop_signal", written));
        var supervisor = await world.Start();
        await world.UntilOutput("web", "ready");
        await world.Log.Running("web");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.OutputOf("web").Should().Contain("got INT").And.NotContain("got TERM");
    }

    [Test]
    public async Task Changes_made_while_no_supervisor_ran_are_noticed_by_the_next()
    {
        await using var world = new World();
        world.Add("changed", "exec sleep 1000");
        world.Add("reloaded", "trap 'echo reloaded' HUP\necho ready\nwhile :; do sleep 0.1; done", ("reload", ""));
        world.Add("removed", "exec sleep 1000");
        world.Add("same", "exec sleep 1000");
        var first = await world.Start();
        var (changed, removed, same) = (await world.Log.Running("changed"), await world.Log.Running("removed"), await world.Log.Running("same"));
        await world.UntilOutput("reloaded", "ready");
        await world.Log.Running("reloaded");
        await first.End(Processes.Kill);
        world.Write("changed", "run", "#!/bin/sh\nexec sleep 1001\n");
        world.Write("reloaded", "stop_signal", "KILL");
        world.Remove("removed");
        var second = await world.Start();
        await world.Log.Running("changed");
        await world.Log.Next("removed", "stopped");
        await world.UntilOutput("reloaded", "reloaded");
        await world.Log.Next("same", "adopted");
        (Processes.IsAlive(changed), Processes.IsAlive(removed), Processes.IsAlive(same)).Should().Be((false, false, true));
        await second.End(Processes.Hup);
        world.Story("changed").Should().Be("""
            T INFO  changed starting
            T INFO  changed running pid N
            T INFO  changed adopted pid N
            T INFO  changed stopping
            T INFO  changed stopped
            T INFO  changed starting
            T INFO  changed running pid M
            T INFO  changed stopping
            T INFO  changed stopped
            """);
        world.Story("removed").Should().Be("""
            T INFO  removed starting
            T INFO  removed running pid N
            T INFO  removed adopted pid N
            T INFO  removed disappeared. Stopping and not restarting.
            T INFO  removed stopping
            T INFO  removed stopped
            """);
    }

    [Test]
    public async Task An_invalid_change_stops_nothing_is_told_once_and_takes_effect_when_put_right()
    {
        await using var world = new World();
        world.Add("other", "exec sleep 1000");
        world.Add("web", "exec sleep 1000");
        var supervisor = await world.Start();
        var (other, web) = (await world.Log.Running("other"), await world.Log.Running("web"));
        world.Write("web", "stop_signal", "BOGUS");
        await world.Log.Next("web", "invalid definition");
        // Later looks at it say nothing new.
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        world.Log.Count("web", "invalid definition").Should().Be(1);
        world.Log.Lines.Single(line => line.Message.StartsWith("invalid")).Message.Should().Be(
            "invalid definition, it runs on as it was: stop_signal: \"BOGUS\" is no signal; write for example TERM, SIGTERM, 15 or RTMIN+1");
        Processes.IsAlive(web).Should().BeTrue();
        world.Write("web", "stop_signal", "INT");
        (await world.Log.Running("web")).Should().NotBe(web);
        Processes.IsAlive(other).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task A_service_whose_definition_turned_invalid_is_restarted_by_its_last_good_one()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        world.Write("web", "profile.json", "{\n  \"comand\": [\"x\"]\n}");
        (await world.Log.Next("web", "invalid definition")).Message.Should()
            .Contain("profile.json:2:3: unknown key \"comand\"; did you mean \"command\"?");
        Processes.Signal(first, Processes.Kill);
        await world.Log.Running("web");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task A_directory_without_run_waits_for_it_in_silence()
    {
        await using var world = new World();
        var supervisor = await world.Start();
        Directory.CreateDirectory($"{world.Profiles}/web");
        File.WriteAllText($"{world.Profiles}/web/restart", "");
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        world.Log.Count("web", "").Should().Be(0);
        world.Write("web", "run", "#!/bin/sh\nexec sleep 1000\n");
        await world.Log.Running("web");
        await supervisor.End(Processes.Hup);
    }
}
