namespace ProcLaunch.Cli.Tests.Program;

public class StateDirectoryTests
{
    [TestCase("lock", "cannot open S/lock: too many levels of symbolic links")]
    [TestCase("records", "cannot use S/records: it is a link")]
    [TestCase("pipe", "cannot use S/pipe: it is a link")]
    public async Task A_link_in_it_is_not_followed(string name, string why)
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Root}/victim");
        File.CreateSymbolicLink($"{world.State}/{name}", $"{world.Root}/victim");
        world.Add("web", "exec sleep 1000");
        var outcome = await world.Command();
        outcome.Code.Should().Be(1);
        outcome.ErrorLines.Should().Equal($"proclaunch: {why.Replace("S/", world.State + "/")}");
        Directory.EnumerateFileSystemEntries($"{world.Root}/victim").Should().BeEmpty();
    }

    [Test]
    public async Task Where_the_logs_would_go_through_a_link_output_is_dropped_and_told_and_the_service_runs()
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Root}/victim");
        File.CreateSymbolicLink($"{world.State}/log", $"{world.Root}/victim");
        world.Add("web", "echo lost; exec sleep 1000");
        var supervisor = await world.Start();
        (await world.Log.Next("web", "output is being dropped: ")).Level.Should().Be("WARN ");
        await world.Log.Running("web");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        Directory.EnumerateFileSystemEntries($"{world.Root}/victim").Should().BeEmpty();
    }

    [Test]
    public async Task A_pid_file_or_secret_that_is_a_link_is_replaced_and_not_written_through()
    {
        await using var world = new World();
        File.WriteAllText($"{world.Root}/victim", "untouched");
        File.CreateSymbolicLink(world.PidFile, $"{world.Root}/victim");
        File.CreateSymbolicLink(world.PidFile + ".new", $"{world.Root}/victim");
        File.CreateSymbolicLink($"{world.State}/secret", $"{world.Root}/victim");
        var pid = await world.Daemonize();
        File.ReadAllText($"{world.Root}/victim").Should().Be("untouched");
        File.ResolveLinkTarget(world.PidFile, false).Should().BeNull();
        Processes.IsAlive(pid).Should().BeTrue();
    }

    [TestCase("0777")]
    [TestCase("0000")]
    public async Task Its_files_have_their_modes_whatever_the_umask(string umask)
    {
        await using var world = new World();
        (await world.Shell($"umask {umask}; exec $P --log-path={world.Root}/log $S $D")).Code.Should().Be(0);
        var pid = world.DaemonPid();
        File.GetUnixFileMode($"{world.State}/lock").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode($"{world.State}/secret").Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(world.PidFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Processes.Signal(pid, Processes.Term);
        await Processes.UntilGone(pid);
        // One whose lock file could not be opened again could never have a successor.
        (await world.Shell($"umask {umask}; exec $P --log-path={world.Root}/log $S $D")).Code.Should().Be(0);
        world.DaemonPid().Should().NotBe(pid);
    }

    [TestCase("rm -r $S/records")]
    [TestCase(": > $S/records/web.record; rm $S/records/mail.record")]
    [TestCase("for r in web mail; do head -c 100 $S/records/$r.record > $S/r && mv $S/r $S/records/$r.record; done")]
    [TestCase("sed -i s/Running/Stopped/ $S/records/*.record")]
    [TestCase("cp $S/records/web.record $S/records/mail.record")]
    [TestCase("rm $S/records/*; mkfifo $S/records/web.record $S/records/mail.record")]
    public async Task Whatever_happens_to_the_records_nothing_is_started_twice(string damage)
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        world.Add("mail", "echo $$ >> starts; setsid sh -c 'echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &", ("pid_file", "pid"), ("restart", ""));
        var first = await world.Start();
        var (web, mail) = (await world.Log.Running("web"), await world.Log.Running("mail"));
        await first.End(Processes.Kill);
        (await world.Shell(damage)).Should().Be(new Outcome(0, "", ""));
        var second = await world.Start();
        (await world.Log.Next("web", "adopted pid")).Pid.Should().Be(web);
        (await world.Log.Next("mail", "adopted pid")).Pid.Should().Be(mail);
        File.ReadAllLines($"{world.Profiles}/mail/starts").Should().ContainSingle();
        world.Instances("web").Should().Equal(web);
        (await second.End(Processes.Hup)).Should().Be(111);
        world.Instances("web").Concat(world.Instances("mail")).Should().BeEmpty();
    }

    [Test]
    public async Task Without_its_secret_the_records_are_enough()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var first = await world.Start();
        var web = await world.Log.Running("web");
        await World.UntilLogged($"{world.State}/records/web.record", "\"state\":\"running\"");
        await first.End(Processes.Kill);
        File.Delete($"{world.State}/secret");
        var second = await world.Start();
        (await world.Log.Next("web", "adopted pid")).Pid.Should().Be(web);
        (await second.End(Processes.Hup)).Should().Be(111);
        Processes.IsAlive(web).Should().BeFalse();
    }

    [Test]
    public async Task Files_of_the_state_directory_that_vanish_while_it_runs_cost_no_service()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        (await world.Shell("rm -r $S/records $S/pipe $S/log $S/secret $S/proclaunch.pid")).Code.Should().Be(0);
        Processes.Signal(first, Processes.Kill);
        var second = await world.Log.Running("web");
        Processes.IsAlive(second).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Instances("web").Should().BeEmpty();
    }
}
