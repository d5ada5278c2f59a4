using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What becomes of the services when the process that hosts the supervisor ends, or stops, in any way.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostDeathTests : IDisposable
{
    private readonly Workspace workspace = new();
    private ChildProgram? host;

    [TestCase("kill -9")]
    [TestCase("terminate")]
    [TestCase("fail-fast")]
    [TestCase("throw")]
    [TestCase("exit")]
    [TestCase("return")]
    public async Task Nothing_outlives_a_host_however_it_ends(string way)
    {
        var (guardian, bare) = await HostEverything();
        await End(way);
        await WhenGone(guardian);
        workspace.Processes().Should().BeEmpty();
        IsAlive(bare).Should().BeFalse("it cleared its environment, but it was told of");
        Directory.GetDirectories(workspace.Directory, "proclaunch-*").Should().BeEmpty("nobody else would remove it");
    }

    [Test]
    public async Task A_stopped_host_costs_its_services_nothing()
    {
        var (guardian, bare) = await HostEverything();
        var services = ServiceProcesses();
        Signal(host!.Pid, 19); // SIGSTOP
        await Eventually.Holds(() => ProcessStat.Of(host.Pid)!.Value.State == 'T', "the host is stopped");
        ServiceProcesses().Should().BeEquivalentTo(services);
        Signal(host.Pid, 18); // SIGCONT
        await host.Tell("look");
        (await host.WaitFor("3 run: ")).Should().Be(guardian.ToString(CultureInfo.InvariantCulture), "the guardian has not moved");
        ServiceProcesses().Should().BeEquivalentTo(services);
        IsAlive(bare).Should().BeTrue();
        await End("kill -9");
        await WhenGone(guardian);
    }

    [Test]
    public async Task A_start_that_is_done_while_the_host_is_stopped_for_longer_than_its_timeout_counts()
    {
        var gate = workspace.Fifo("gate");
        host = ChildProgram.With(workspace, ["START_TIMEOUT=10"], "host", workspace.Write("beacon.daemon", ": > up\nread x < gate\nsetsid sh -c 'echo $$ > beacon.pid; exec sleep 1000' &\n"));
        await host.WaitFor("beacon starting");
        await Eventually.Holds(() => File.Exists(workspace.PathOf("up")), "its run has begun");
        Signal(host.Pid, 19); // SIGSTOP
        using (var pause = workspace.Start("/bin/sleep", "12"))
            await pause.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        await Workspace.Release(gate);
        await Eventually.Holds(() => Pid("beacon.pid") > 0, "the daemon has said who it is");
        Signal(host.Pid, 18); // SIGCONT
        await host.WaitFor("beacon running");
        host.Lines.Should().NotContain(line => line.Contains("stopping", StringComparison.Ordinal) || line.Contains("failed", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_disposed_supervisor_leaves_no_guardian()
    {
        var (guardian, _) = await HostEverything();
        await host!.Tell("dispose");
        (await host.WaitFor("disposed: ")).Should().BeEmpty();
        ProcessStat.Of(guardian).Should().BeNull("it was reaped");
        ServiceProcesses().Should().BeEmpty();
    }

    [Test]
    public async Task Services_that_were_left_run_on_also_when_the_host_is_killed_then()
    {
        var (_, bare) = await HostEverything();
        var services = ServiceProcesses();
        await host!.Tell("leave");
        (await host.WaitFor("left: ")).Should().BeEmpty();
        Directory.GetDirectories(workspace.Directory, "proclaunch-*").Should().BeEmpty();
        await End("kill -9");
        workspace.Processes().Should().BeEquivalentTo(services);
        IsAlive(bare).Should().BeTrue();
        Signal(bare, 9);
    }

    [Test]
    public async Task A_guardian_that_is_killed_is_followed_by_one_that_knows_as_much()
    {
        var (guardian, bare) = await HostEverything();
        Signal(guardian, 9);
        var next = 0;
        await Eventually.Holds(() => (next = GuardiansOf(host!.Pid).FirstOrDefault(pid => pid != guardian)) != 0, "there is another");
        await End("kill -9");
        await WhenGone(next);
        workspace.Processes().Should().BeEmpty();
        IsAlive(bare).Should().BeFalse();
    }

    [Test]
    public async Task What_is_meant_for_the_host_does_not_end_the_guardian()
    {
        var (guardian, bare) = await HostEverything();
        foreach (var signal in new[] { 1, 2, 3, 15 })
            Signal(guardian, signal);
        await End("kill -9");
        await WhenGone(guardian);
        workspace.Processes().Should().BeEmpty();
        IsAlive(bare).Should().BeFalse();
    }

    [Test]
    public async Task A_guardian_holds_nothing_of_its_host()
    {
        var (guardian, _) = await HostEverything();
        // It is being executed when its host already goes on: its descriptors are final only when it waits for news.
        await Eventually.Holds(() => ProcessStat.Of(guardian)!.Value.State == 'S', "it waits");
        var directory = $"/proc/{guardian}/fd/";
        var open = Directory.GetFiles(directory).Order(StringComparer.Ordinal).ToDictionary(path => path[directory.Length..], path => new FileInfo(path).LinkTarget!);
        open.Keys.Should().Equal("0", "1", "2", "3");
        open["0"].Should().StartWith("pipe:");
        open["1"].Should().Be("/dev/null");
        open["2"].Should().Be("/dev/null");
        open["3"].Should().EndWith("/guardian");
        new FileInfo($"/proc/{guardian}/cwd").LinkTarget.Should().Be("/");
        ProcessStat.Of(guardian)!.Value.Session.Should().Be(guardian);
        ProcessTable.EnvironmentOf(guardian).Should().Equal("PATH=/usr/bin:/bin\0LC_ALL=C\0"u8.ToArray());
    }

    [Test]
    public async Task Services_may_outlive_their_host_when_that_is_wanted()
    {
        var state = workspace.NewDirectory("state");
        var (guardian, bare) = await HostEverything($"STATE={state}", "RUN_ON=1");
        guardian.Should().Be(0);
        var services = ServiceProcesses();
        await End("kill -9");
        workspace.Processes().Should().BeEquivalentTo(services);
        IsAlive(bare).Should().BeTrue();
        Signal(bare, 9);
    }

    [Test]
    public async Task Who_comes_after_a_killed_host_waits_for_the_end_of_its_services_instead_of_adopting_them()
    {
        var state = workspace.NewDirectory("state");
        await HostEverything($"STATE={state}");
        var before = ServiceProcesses();
        await End("kill -9");
        var log = new LogLines();
        await using var supervisor = new Supervisor(new SupervisorOptions { StateDirectory = state, LoggerFactory = log });
        await supervisor.StartAsync();
        before.Where(IsAlive).Should().BeEmpty();
        supervisor.Add(workspace.Definition("stubborn", "/bin/sleep", "1000"));
        await log.PidAfter("stubborn running");
        log.All.Should().NotContain(line => line.Contains("adopted", StringComparison.Ordinal));
    }

    [Test]
    public async Task The_private_directory_is_for_its_owner_alone()
    {
        await HostEverything();
        File.GetUnixFileMode(Directory.GetDirectories(workspace.Directory, "proclaunch-*").Single())
            .Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [TearDown]
    public async Task EndHost()
    {
        var guardians = host is null ? [] : GuardiansOf(host.Pid).ToList();
        host?.Dispose();
        // They remove a directory inside the one that is removed next.
        foreach (var guardian in guardians)
            await WhenGone(guardian);
    }

    public void Dispose() => workspace.Dispose();

    /// <summary>A service that ignores SIGTERM with a helper outside its group that does too, a daemon, and one that clears its environment.</summary>
    /// <returns>The pids of the guardian, 0 where there is none, and of the last.</returns>
    private async Task<(int Guardian, int Bare)> HostEverything(params string[] environment)
    {
        var stubborn = workspace.Write("stubborn.sh", "trap '' TERM\nsetsid sh -c 'trap \"\" TERM; echo $$ > helper.pid; while :; do sleep 1000; done' &\nwhile :; do sleep 1000; done\n");
        var daemon = workspace.Write("beacon.daemon", "setsid sh -c 'echo $$ > beacon.pid; exec sleep 1000' &\n");
        var bare = workspace.Write("bare.sh", "exec env -i sh -c 'trap \"\" TERM; echo $$ > bare.pid; while :; do sleep 1000; done'\n");
        host = ChildProgram.With(workspace, environment, "host", stubborn, daemon, bare);
        (await host.WaitFor("before the first service: ")).Should().BeEmpty();
        var guardian = await host.WaitFor("all run: ");
        await Eventually.Holds(() => Pid("helper.pid") > 0 && Pid("bare.pid") > 0, "they have said who they are");
        return (guardian.Length == 0 ? 0 : int.Parse(guardian, CultureInfo.InvariantCulture), Pid("bare.pid"));
    }

    private async Task End(string way)
    {
        if (way == "kill -9")
            Signal(host!.Pid, 9);
        else if (way == "terminate")
            Signal(host!.Pid, 15);
        else
            await host!.Tell(way);
        (await host!.EndedAsync()).Should().NotBe(0);
    }

    private IReadOnlyList<int> ServiceProcesses() => [.. workspace.Processes().Where(pid => pid != host!.Pid)];

    private int Pid(string file) =>
        File.Exists(workspace.PathOf(file)) && int.TryParse(File.ReadAllText(workspace.PathOf(file)), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static IEnumerable<int> GuardiansOf(int host) => ProcessTable.Pids().Where(pid =>
        ProcessStat.Of(pid) is { IsDead: false } stat && stat.Parent == host && CommandLine(pid).Contains($"\0{Guardian.ProcessName}\0", StringComparison.Ordinal));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static Task WhenGone(int pid) => Eventually.Holds(() => !IsAlive(pid), "the guardian is done");

    private static bool IsAlive(int pid) => ProcessStat.Of(pid) is { IsDead: false };

    private static void Signal(int pid, int signal) => Libc.kill(pid, signal).Should().Be(0);
}
