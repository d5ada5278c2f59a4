namespace ProcLaunch.Cli.Tests.Services;

/// <summary>Running as another user; only root can.</summary>
public class UserTests
{
    private static readonly string User = $"plt{System.Environment.ProcessId}";
    private static readonly string Group = $"{User}g";
    private string uid = "";

    [OneTimeSetUp]
    public async Task MakeUser()
    {
        if (System.Environment.UserName != "root")
            Assert.Ignore("only root can change to another user");
        await using var world = new World();
        var outcome = await world.Shell($"groupadd {Group} && useradd --no-create-home --home-dir /nowhere/{User} --shell /bin/sh --user-group --groups {Group} {User} && id -u {User}");
        if (outcome.Code != 0)
            Assert.Ignore($"no user can be made here: {outcome.Error}");
        uid = outcome.Output.Trim();
    }

    [OneTimeTearDown]
    public async Task RemoveUser()
    {
        await using var world = new World();
        if (uid.Length > 0)
            (await world.Shell($"userdel {User}; groupdel {Group}")).Code.Should().Be(0);
    }

    [TestCase("name", false)]
    [TestCase("uid", false)]
    [TestCase("name", true)]
    public async Task A_service_has_the_ids_groups_and_variables_of_its_user_and_nothing_of_root(string written, bool json)
    {
        await using var world = new World();
        var name = written == "uid" ? uid : User;
        world.Environment["LOGNAME"] = "root";
        world.Add("web", """
            id -u; id -g; id -G
            echo "$USER $LOGNAME $HOME $SHELL"
            grep -E '^(Uid|Gid|Cap...):' /proc/$$/status
            echo again > /dev/stdout
            exec sleep 1000
            """, json ? ("profile.json", $$"""{"user": "{{name}}"}""") : ("user", $"{name}\n"));
        var expected = await world.Shell($"id -u {User}; id -g {User}; id -G {User}");
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "again");
        var seen = world.OutputOf("web");
        seen.Should().StartWith(expected.Output).And.Contain($"{User} {User} /nowhere/{User} /bin/sh\n")
            .And.Contain($"Uid:\t{uid}\t{uid}\t{uid}\t{uid}\n")
            .And.Contain("CapInh:\t0000000000000000\n").And.Contain("CapPrm:\t0000000000000000\n").And.Contain("CapEff:\t0000000000000000\n");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        Processes.IsAlive(pid).Should().BeFalse();
    }

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("no-such-user-here")]
    [TestCase("0day")]
    [TestCase("0x0")]
    [TestCase("-1")]
    [TestCase("4294967295")]
    [TestCase("+0")]
    [TestCase("root:root")]
    public async Task What_names_no_user_never_runs(string user)
    {
        await using var world = new World();
        world.Add("web", $"id -u > {world.Root}/ran; exec sleep 1000", ("user", user), ("restart", ""));
        world.Add("zz", "exec sleep 1000");
        var supervisor = await world.Start();
        await world.Log.Next("web", "invalid definition");
        await world.Log.Running("zz");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        File.Exists($"{world.Root}/ran").Should().BeFalse();
        world.Log.Count("web", "starting").Should().Be(0);
    }

    [Test]
    public async Task A_daemon_of_another_user_may_name_its_own_processes_and_no_others()
    {
        await using var world = new World();
        var honest = world.Add("honest", "setsid sh -c 'echo $$ > var/pid.new; mv var/pid.new var/pid; exec sleep 1000' &", ("user", User), ("pid_file", "var/pid"));
        var liar = world.Add("liar", "cp witness var/pid.new; mv var/pid.new var/pid", ("user", User), ("pid_file", "var/pid"), ("profile.json", """{"ready": {"timeout": "4s"}}"""));
        world.Add("witness", "echo $$ > pid; exec sleep 1000");
        foreach (var directory in new[] { honest, liar })
            (await world.Shell($"mkdir {directory}/var; chown {User} {directory}/var")).Code.Should().Be(0);
        File.CreateSymbolicLink($"{liar}/witness", $"{world.Profiles}/witness/pid");
        var supervisor = await world.Start();
        var witness = await world.Log.Running("witness");
        var daemon = await world.Log.Running("honest");
        await world.Log.Next("liar", "start failed");
        Processes.Status(daemon, "Uid").Should().StartWith(uid);
        Processes.IsAlive(witness).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("liar", "running").Should().Be(0);
        world.Log.Count("witness", "died").Should().Be(0);
    }

    [TestCase("chmod o+w $D/web", "web is writable by its group or others")]
    [TestCase("chmod g+w $D/web/run", "web/run is writable by its group or others")]
    [TestCase("chown U $D/web", "web could be changed by user ")]
    [TestCase("chown U $D/web/run", "web/run could be changed by user ")]
    [TestCase("chmod 777 $D", "profiles is writable by its group or others")]
    [TestCase("chmod u+s $D/web/run", "would run as its owner or group")]
    public async Task As_root_it_refuses_what_others_could_change(string change, string why)
    {
        await using var world = new World();
        world.Add("web", $"touch {world.Root}/ran; exec sleep 1000", ("restart", ""));
        (await world.Shell(change.Replace(" U ", $" {User} "))).Code.Should().Be(0);
        var supervisor = await world.Start();
        (await world.Log.Next("web", "invalid definition")).Message.Should().Contain(why);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        File.Exists($"{world.Root}/ran").Should().BeFalse();
    }

    [Test]
    public async Task What_belongs_to_the_profiles_own_user_is_run()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("user", User));
        (await world.Shell($"chown -R {User} $D/web")).Code.Should().Be(0);
        var supervisor = await world.Start();
        Processes.Status(await world.Log.Running("web"), "Uid").Should().StartWith(uid);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task Without_root_everything_works_as_the_user_it_runs_as()
    {
        await using var world = new World();
        world.Add("web", "id -u; exec sleep 1000", ("user", "root"), ("restart", ""));
        world.Add("mail", "setsid sh -c 'echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &", ("pid_file", "pid"));
        (await world.Shell($"chown -R {User} $S $D")).Code.Should().Be(0);
        var supervisor = world.Launch("/usr/bin/setpriv", $"--reuid={uid}", "--clear-groups", World.Program, "-f", world.State, world.Profiles);
        await world.Log.Running("web");
        await world.Log.Running("mail");
        await world.UntilOutput("web", $"{uid}\n");
        await supervisor.End(Processes.Kill);
        supervisor = world.Launch("/usr/bin/setpriv", $"--reuid={uid}", "--clear-groups", World.Program, "-f", world.State, world.Profiles);
        await world.Log.Next("web", "adopted");
        await world.Log.Next("mail", "adopted");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Instances("web").Concat(world.Instances("mail")).Should().BeEmpty();
    }


    [Test]
    public async Task What_others_can_change_is_not_executed_as_root_even_if_it_was_good_before()
    {
        await using var world = new World();
        var web = world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        (await world.Shell($"chmod 777 {web}")).Code.Should().Be(0);
        Processes.Signal(pid, Processes.Kill);
        (await world.Log.Next("web", "start failed")).Message.Should().Contain("refused because ProcLaunch runs as root");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "running").Should().Be(1);
    }
}
