using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Launching;

/// <summary>What a service finds when it starts. Our own limit is changed for moments: nothing runs beside these tests.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SpawnerTests : IDisposable
{
    private readonly Workspace workspace = new();

    [TestCase(200)]
    [TestCase(5)]
    public async Task The_soft_limit_of_open_files_is_handed_on_and_ours_stays(int soft)
    {
        var own = OpenFilesLimit.Own;
        (await OutputOf("ulimit -Sn; ulimit -Hn", (ulong)soft)).Should().Equal($"{soft}", own.Hard.ToString(CultureInfo.InvariantCulture));
        OpenFilesLimit.Own.Should().Be(own);
    }

    [Test]
    public async Task A_service_has_its_own_session_no_signal_blocked_or_ignored_and_three_descriptors()
    {
        // ls itself has one more, of the directory it lists.
        var lines = await OutputOf("grep -E '^Sig(Blk|Ign)' /proc/self/status; ls /proc/self/fd | wc -l; read a b c d e sid f < /proc/$$/stat; [ $sid = $$ ] && echo leader; readlink /proc/self/fd/0");
        lines.Should().Equal("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000", "4", "leader", "/dev/null");
    }

    [Test]
    public void What_cannot_be_executed_leaves_no_process()
    {
        var plan = Plan("exit") with { Path = "/no/such/program", ProgramPath = "/no/such/program", Program = "program" };
        new Spawner(null).Invoking(spawner => spawner.Spawn(plan, "/dev/null")).Should().Throw<LaunchException>().WithMessage("cannot execute program: not found");
        workspace.Processes().Should().BeEmpty();
    }

    [TestCase(200)]
    [TestCase(5)]
    public void A_script_without_an_interpreter_is_handed_to_no_shell_whichever_way_the_limit_is_set(int soft)
    {
        var script = workspace.Script("run", "#! \n: > was-run");
        File.WriteAllText(script, ": > was-run\n");
        var plan = LaunchPlan.For(workspace.Definition("web", script), null, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "mark", "/");
        new Spawner((ulong)soft).Invoking(spawner => spawner.Spawn(plan, "/dev/null")).Should().Throw<LaunchException>()
            .WithMessage("cannot execute run: neither a program for this machine nor a script that begins with #!");
        File.Exists(workspace.PathOf("was-run")).Should().BeFalse();
    }

    public void Dispose() => workspace.Dispose();

    private async Task<string[]> OutputOf(string script, ulong? soft = null)
    {
        var fifo = workspace.Fifo("out");
        // Its own reader too, like the real pipe: what was written is there when the process has ended.
        using var reader = Descriptor.Open(fifo, Descriptor.ReadWrite | Descriptor.NonBlocking);
        var pid = new Spawner(soft).Spawn(Plan(script), fifo);
        using var process = ProcessHandle.OpenChild(pid, new HostOptions());
        await Eventually.Holds(() => !process.IsAlive(), "it ended");
        ChildStatus.Take(process).Should().Be(ExitStatus.Exited(0));
        var buffer = new byte[4096];
        return System.Text.Encoding.UTF8.GetString(buffer, 0, reader.Read(buffer)).TrimEnd('\n').Split('\n');
    }

    private LaunchPlan Plan(string script) => LaunchPlan.For(
        workspace.Definition("web", "/bin/sh", "-c", script), null, new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "mark", "/");
}
