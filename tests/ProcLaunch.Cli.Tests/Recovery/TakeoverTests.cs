namespace ProcLaunch.Cli.Tests.Recovery;

/// <summary>What the next supervisor makes of what happened while there was none.</summary>
public class TakeoverTests
{
    private const string Daemonizes = "echo $$ >> starts; setsid sh -c 'echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &";

    [Test]
    public async Task What_died_meanwhile_is_told_and_started_again_whatever_its_policy()
    {
        await using var world = new World();
        world.Add("always", "exec sleep 1000", ("restart", ""));
        world.Add("never", "exec sleep 1000");
        world.Add("daemon", Daemonizes, ("pid_file", "pid"), ("restart", ""));
        string[] names = ["always", "never", "daemon"];
        var first = await world.Start();
        var pids = new List<int>();
        foreach (var name in names)
        {
            pids.Add(await world.Log.Running(name));
            await World.UntilLogged($"{world.State}/records/{name}.record", "\"state\":\"running\"");
        }
        await first.End(Processes.Kill);
        pids.ForEach(pid => Processes.Signal(pid, Processes.Kill));
        foreach (var pid in pids)
            await Processes.UntilGone(pid);
        var second = await world.Start();
        await world.Log.Running("always");
        await world.Log.Running("daemon");
        await world.Log.Next("never", "died pid");
        await world.Log.Running("never");
        (await second.End(Processes.Hup)).Should().Be(111);
        world.Story("always").Should().Be("""
            T INFO  always starting
            T INFO  always running pid N
            T INFO  always died pid N
            T INFO  always starting
            T INFO  always running pid M
            T INFO  always stopping
            T INFO  always stopped
            """);
        world.Story("never").Should().Be("""
            T INFO  never starting
            T INFO  never running pid N
            T INFO  never died pid N
            T INFO  never starting
            T INFO  never running pid M
            T INFO  never stopping
            T INFO  never stopped
            """);
        world.Story("daemon").Should().Be("""
            T INFO  daemon starting
            T INFO  daemon running pid N
            T INFO  daemon died
            T INFO  daemon starting
            T INFO  daemon running pid M
            T INFO  daemon stopping
            T INFO  daemon stopped
            """);
        foreach (var name in names)
            world.Instances(name).Should().BeEmpty();
    }

    [Test]
    public async Task A_profile_that_ended_for_good_is_not_started_again_by_the_next_supervisor()
    {
        await using var world = new World();
        world.Add("once", "echo ran", ("restart", "on-failure"));
        var first = await world.Start();
        await world.Log.Next("once", "died pid");
        await World.UntilLogged($"{world.State}/records/once.record", "\"state\":\"stopped\"");
        await first.End(Processes.Kill);
        var second = await world.Start();
        world.Add("zz", "exec sleep 1000");
        await world.Log.Running("zz");
        (await second.End(Processes.Hup)).Should().Be(111);
        world.OutputOf("once").Should().Be("ran\n");
    }

    [Test]
    public async Task After_HUP_the_next_supervisor_starts_everything_again()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        world.Add("mail", Daemonizes, ("pid_file", "pid"));
        foreach (var _ in new[] { 1, 2 })
        {
            var supervisor = await world.Start();
            await world.Log.Running("web");
            await world.Log.Running("mail");
            (await supervisor.End(Processes.Hup)).Should().Be(111);
        }
        world.Log.Count("web", "stopped").Should().Be(2);
        world.Log.Count("mail", "stopped").Should().Be(2);
    }

    [Test]
    public async Task A_stop_while_a_daemon_is_starting_lets_run_finish_and_then_stops_the_daemon()
    {
        await using var world = new World();
        var directory = world.Add("mail", $"echo > begun; while [ ! -e go ]; do sleep 0.05; done; {Daemonizes}", ("pid_file", "pid"));
        var supervisor = await world.Start();
        await World.ContentOf($"{directory}/begun");
        supervisor.Signal(Processes.Hup);
        await world.Log.Next("mail", "stopping");
        File.WriteAllText($"{directory}/go", "");
        (await supervisor.Ended()).Should().Be(111);
        world.Story("mail").Should().Be("""
            T INFO  mail starting
            T INFO  mail stopping
            T INFO  mail stopped
            """);
        File.Exists($"{directory}/starts").Should().BeTrue();
        world.Instances("mail").Should().BeEmpty();
    }

    [Test]
    public async Task A_stop_can_be_for_the_main_process_alone()
    {
        await using var world = new World();
        world.Add("web", "(trap 'echo child got TERM' TERM; while [ ! -e done ]; do sleep 0.05; done; echo child ends) &\ntrap 'touch done; wait; exit 0' TERM\necho ready\nwait",
            ("profile.json", """{"stop": {"scope": "process"}}"""));
        var supervisor = await world.Start();
        await world.Log.Running("web");
        await world.UntilOutput("web", "ready");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.OutputOf("web").Should().Be("ready\nchild ends\n");
    }

    [Test]
    public async Task However_fast_a_profile_comes_and_goes_it_ends_as_its_files_say()
    {
        await using var world = new World();
        var supervisor = await world.Start();
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            world.Add("web", $"echo {round}; exec sleep 1000", ("restart", ""));
            await Task.Delay(random.Next(0, 300));
            if (round < 19)
                world.Remove("web");
        }
        await world.UntilOutput("web", "19\n");
        world.Instances("web").Should().ContainSingle();
        var record = await File.ReadAllTextAsync($"{world.State}/records/web.record");
        record.Should().Contain("\"profile\":\"web\"");
        Processes.Link(world.Instances("web").Single(), "fd/1").Should().Be($"{world.State}/pipe/web", "its pipe is there");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Lines.Should().NotContain(line => line.Level == "WARN " || line.Level == "ERROR" || line.Level == "?");
    }

    [Test]
    public async Task A_profile_may_turn_from_foreground_to_daemon_and_back()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        world.Write("web", "run", $"#!/bin/sh\n{Daemonizes}\n");
        world.Write("web", "pid_file", "pid");
        await Deadline.Until(() => File.Exists($"{world.Profiles}/web/pid"), "it became a daemon");
        var daemon = int.Parse(await World.ContentOf($"{world.Profiles}/web/pid"));
        await Deadline.Until(() => world.Log.Lines.Any(line => line.Message == $"running pid {daemon}"), "it runs as a daemon");
        Processes.IsAlive(first).Should().BeFalse();
        File.Delete($"{world.Profiles}/web/pid_file");
        world.Write("web", "run", "#!/bin/sh\necho back; exec sleep 1000\n");
        await world.UntilOutput("web", "back");
        Processes.IsAlive(daemon).Should().BeFalse();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Instances("web").Should().BeEmpty();
    }


    [Test]
    public async Task A_helper_that_outlived_its_service_is_not_taken_for_it()
    {
        await using var world = new World();
        world.Add("web", "setsid sleep 1001 & exec sleep 1000", ("restart", ""));
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        await Deadline.Until(() => world.Instances("web").Count == 2, "the helper runs");
        var helper = world.Instances("web").Single(process => process != pid);
        await World.UntilLogged($"{world.State}/records/web.record", "\"state\":\"running\"");
        await first.End(Processes.Kill);
        Processes.Signal(pid, Processes.Kill);
        await Processes.UntilGone(pid);
        var second = await world.Start();
        await world.Log.Next("web", "died pid");
        (await world.Log.Running("web")).Should().NotBe(helper);
        Processes.IsAlive(helper).Should().BeFalse("what is left of the run before is stopped before the next start");
        (await second.End(Processes.Hup)).Should().Be(111);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_helper_of_an_adopted_service_ends_with_it_though_it_is_the_orphan_of_another(bool dies)
    {
        await using var world = new World();
        world.Add("web", "(setsid sh -c 'echo $$ > helper.new; mv helper.new helper; exec sleep 1001' &); exec sleep 1000", ("restart", ""));
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        var helper = int.Parse(await World.ContentOf($"{world.Profiles}/web/helper"));
        await World.UntilLogged($"{world.State}/records/web.record", "\"state\":\"running\"");
        await first.End(Processes.Kill);
        await Deadline.Until(() => Processes.Parent(helper) != first.Pid, "the helper fell to another");
        var second = await world.Start();
        await world.Log.Next("web", "adopted");
        if (dies)
        {
            Processes.Signal(pid, Processes.Kill);
            (await world.Log.Next("web", "leftovers")).Message.Should().Contain($"pid {helper}");
            await world.Log.Next("web", "starting");
            Processes.IsAlive(helper).Should().BeFalse("nothing of the run before may be there");
        }
        (await second.End(Processes.Hup)).Should().Be(111);
        Processes.IsAlive(helper).Should().BeFalse();
        world.Log.Lines.Should().Contain(line => line.Level == "WARN " && line.Message.Contains($"pid {helper}"));
        world.Instances("web").Should().BeEmpty();
    }

    [Test]
    public async Task A_supervisor_that_a_service_has_started_is_no_stray_of_it()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        await World.UntilLogged($"{world.State}/records/web.record", "\"state\":\"running\"");
        foreach (var entry in Processes.Environment(pid).Where(entry => entry.StartsWith("PROCLAUNCH_")).Select(entry => entry.Split('=', 2)))
            world.Environment.TryAdd(entry[0], entry[1]);
        await first.End(Processes.Kill);
        var second = await world.Start();
        await world.Log.Next("web", "adopted");
        (await second.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "leftovers").Should().Be(0);
    }

    [Test]
    public async Task An_adopted_service_whose_definition_turned_invalid_stays_stopped_with_it_when_it_dies()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        await first.End(Processes.Kill);
        world.Write("web", "stop_signal", "BOGUS");
        var second = await world.Start();
        await world.Log.Next("web", "invalid definition");
        Processes.Signal(pid, Processes.Kill);
        await world.Log.Next("web", "died pid");
        world.Write("web", "stop_signal", "TERM");
        await world.Log.Running("web");
        (await second.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "start failed").Should().Be(0);
    }
}
