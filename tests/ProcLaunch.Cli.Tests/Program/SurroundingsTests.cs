namespace ProcLaunch.Cli.Tests.Program;

public class SurroundingsTests
{
    [Test]
    public async Task It_starts_with_any_of_the_standard_streams_closed([Values] bool foreground, [Range(0, 7)] int closed)
    {
        await using var world = new World();
        world.Add("web", "echo out; echo err >&2; ls -l /proc/$$/fd >&2; echo end; exec sleep 1000");
        var streams = string.Join(' ', new[] { "0<&-", "1>&-", "2>&-" }.Where((_, stream) => (closed >> stream & 1) == 1));
        var log = $"{world.Root}/log";
        if (foreground)
            _ = world.Launch("/bin/sh", "-c", $"exec $P -f --log-path={log} $S $D {streams}");
        else
            (await world.Shell($"$P --log-path={log} $S $D {streams}")).Should().Be(new Outcome(0, "", ""));
        await World.UntilLogged(log, "web running pid");
        await world.UntilOutput("web", "end\n");
        var supervisor = world.DaemonPid();
        foreach (var fd in new[] { 0, 1, 2 })
        {
            if (!foreground || (closed >> fd & 1) == 1)
                Processes.Link(supervisor, $"fd/{fd}").Should().Be("/dev/null");
        }
        world.OutputOf("web").Should().StartWith("out\nerr\n");
        Processes.Signal(supervisor, Processes.Hup);
        await World.UntilLogged(log, "all profiles stopped. Exiting.");
        foreach (var line in await File.ReadAllLinesAsync(log))
            LogLine.Parse(line);
    }

    [Test]
    public async Task Failures_are_told_by_the_exit_code_where_nobody_can_read_them([Range(1, 7)] int closed)
    {
        await using var world = new World();
        var streams = string.Join(' ', new[] { "0<&-", "1>&-", "2>&-" }.Where((_, stream) => (closed >> stream & 1) == 1));
        (await world.Shell($"$P --log-path=/no/such/log $S $D {streams}")).Code.Should().Be(1);
        (await world.Shell($"$P --nonsense $S $D {streams}")).Code.Should().Be(2);
        (await world.Shell($"$P --version {streams}")).Code.Should().Be(0);
    }

    [Test]
    public async Task As_pid_1_it_reaps_orphans_knows_exit_codes_and_TERM_stops_everything()
    {
        await using var world = new World();
        // Orphans by the dozen, of a service that stays.
        world.Add("maker", "for i in 1 2 3 4 5 6 7 8 9 10; do (sleep 0.01 & sleep 0.01 &) ; done\necho made\nexec sleep 1000");
        world.Add("fails", "sleep 0.1; exit 42");
        var init = world.Launch("/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child", World.Program, world.State, world.Profiles);
        if (await Task.WhenAny(init.Ended(), world.Log.Next("fails", "died")) is Task<int> ended)
            Assert.Ignore($"no pid namespace is to be had here: {world.Log.Whole()} ({await ended})");
        await world.UntilOutput("maker", "made");
        var supervisor = Processes.Children(init.Pid).Single();
        await Deadline.Until(() => Processes.Children(supervisor).Length == 1, "no zombies remain");
        Processes.IsAlive(Processes.Children(supervisor).Single()).Should().BeTrue();
        Processes.Signal(supervisor, Processes.Term);
        (await init.Ended()).Should().Be(0);
        world.Story("ProcLaunch", "fails").Should().Be("""
            T INFO  ProcLaunch started pid N
            T INFO  fails starting
            T INFO  fails running pid M
            T INFO  fails died pid M exit code 42
            T INFO  ProcLaunch received TERM. Stopping all profiles.
            T INFO  ProcLaunch all profiles stopped. Exiting.
            """);
        world.Log.Lines[0].Pid.Should().Be(1);
        world.Log.Count("maker", "stopped").Should().Be(1);
    }

    [Test]
    public async Task Orphans_of_services_come_to_it_and_leave_no_zombies()
    {
        await using var world = new World();
        world.Add("web", "(setsid sh -c 'echo $$ > orphan.new; mv orphan.new orphan; exec sleep 1000' &)\nexec sleep 1000");
        var supervisor = await world.Start();
        var orphan = int.Parse(await World.ContentOf($"{world.Profiles}/web/orphan"));
        await Deadline.Until(() => Processes.Parent(orphan) == supervisor.Pid, "the orphan is ours");
        Processes.Signal(orphan, Processes.Kill);
        await Deadline.Until(() => !Directory.Exists($"/proc/{orphan}"), "the orphan is reaped");
        await supervisor.End(Processes.Hup);
    }

    [TestCase("000")]
    [TestCase("077")]
    [TestCase("777")]
    public async Task Nothing_in_the_state_directory_is_open_to_others_whatever_the_umask(string umask)
    {
        await using var world = new World();
        // What a service may write, it may do in a directory of its own.
        world.Add("web", "umask; exec sleep 1000", ("restart", ""));
        var supervisor = world.Launch("/bin/sh", "-c", $"umask {umask}; exec $P -f $S $D");
        await world.Log.Running("web");
        await world.UntilOutput("web", $"0{umask}\n");
        foreach (var path in Directory.EnumerateFileSystemEntries(world.State, "*", SearchOption.AllDirectories))
            (File.GetUnixFileMode(path) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).Should().Be(UnixFileMode.None, path);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }
}
