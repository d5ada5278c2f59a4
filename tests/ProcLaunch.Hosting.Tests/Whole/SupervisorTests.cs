using System.Diagnostics;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>A supervisor as an application uses it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SupervisorTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task An_added_profile_runs_and_is_gone_when_the_supervisor_is_disposed()
    {
        var supervisor = await Started();
        supervisor.Add(Sleeper("web"));
        var pid = await log.PidAfter("web running");
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Running } info && info.Pid == pid, "it is shown");
        IsAlive(pid).Should().BeTrue();
        await supervisor.DisposeAsync();
        IsAlive(pid).Should().BeFalse();
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task What_the_life_of_a_profile_says_in_the_log()
    {
        await using var supervisor = await Started();
        supervisor.Add(Sleeper("web") with { ReloadSignal = new Signal(23) }); // SIGURG: ignored by default
        var first = await log.PidAfter("web running");
        _ = supervisor["web"].ReloadAsync();
        (await log.PidAfter("web reloading")).Should().Be(first);
        _ = supervisor["web"].RestartAsync();
        await log.WaitFor("web stopping");
        await log.WaitFor("web stopped");
        await log.WaitFor("web starting");
        var second = await log.PidAfter("web running");
        second.Should().NotBe(first);
        _ = supervisor["web"].StopAsync();
        await log.WaitFor("web stopped");
        _ = supervisor["web"].StartAsync();
        await log.PidAfter("web running");
        _ = supervisor["web"].RemoveAsync();
        await log.WaitFor("web disappeared. Stopping and not restarting.");
        await log.WaitFor("web stopped");
        await Eventually.Holds(() => supervisor.Find("web") is null, "it is forgotten");
    }

    [Test]
    public async Task A_profile_removed_and_added_in_one_breath_is_captured()
    {
        await using var supervisor = await Started(workspace.NewDirectory("state"));
        for (var i = 1; i <= 30; i++)
        {
            _ = supervisor["web"].RemoveAsync();
            supervisor.Add(workspace.Definition("web", "/bin/sh", "-c", $"echo round {i}; exec sleep 1000"));
            await log.WaitFor("web running");
            await Eventually.Holds(() => File.ReadAllText(workspace.PathOf("state/log/web.log")).Contains($"round {i}\n", StringComparison.Ordinal), $"output of round {i} is in the file");
            File.Exists(workspace.PathOf("state/records/web.record")).Should().BeTrue();
            _ = supervisor["web"].StopAsync();
            await log.WaitFor("web stopped");
        }
    }

    [Test]
    public async Task Several_supervisors_work_side_by_side_and_beside_Process()
    {
        await using var first = await Started();
        await using var second = await Started();
        first.Add(Sleeper("one"));
        second.Add(Sleeper("two"));
        await log.WaitFor("");
        for (var i = 0; i < 10; i++)
        {
            using var process = workspace.Start("/bin/sh", "-c", "exit 5");
            await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
            process.ExitCode.Should().Be(5);
        }
        await Eventually.Holds(() => first.Find("one")?.Pid is not null && second.Find("two")?.Pid is not null, "both run");
        first.Find("two").Should().BeNull();
    }

    [Test]
    public async Task Two_hundred_profiles_start_and_stop()
    {
        var supervisor = await Started();
        for (var i = 0; i < 200; i++)
            supervisor.Add(Sleeper($"web-{i}"));
        await Eventually.Holds(() => supervisor.Profiles.Count(profile => profile.State == ProfileState.Running) == 200, "all run");
        supervisor.Profiles.Select(profile => profile.Pid).Should().OnlyHaveUniqueItems();
        await supervisor.DisposeAsync();
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_service_left_running_is_adopted_with_its_pid_and_age()
    {
        var state = workspace.NewDirectory("state");
        var supervisor = await Started(state);
        supervisor.Add(Sleeper("web"));
        var pid = await log.PidAfter("web running");
        await Eventually.Holds(() => supervisor.Find("web")?.Pid == pid, "it is shown");
        var since = supervisor.Find("web")!.Since;
        await supervisor.LeaveAsync();
        IsAlive(pid).Should().BeTrue();

        supervisor = await Started(state);
        (await log.PidAfter("web adopted")).Should().Be(pid);
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Running }, "it is shown");
        supervisor.Find("web")!.Since.Should().Be(since);
        await supervisor.DisposeAsync();
        IsAlive(pid).Should().BeFalse();
    }

    [Test]
    public async Task A_service_without_a_record_is_adopted_by_its_marker()
    {
        var state = workspace.NewDirectory("state");
        var supervisor = await Started(state);
        supervisor.Add(Sleeper("web"));
        var pid = await log.PidAfter("web running");
        await supervisor.LeaveAsync();
        File.WriteAllText(Path.Combine(state, "records", "web.record"), "torn");

        await using var next = await Started(state);
        (await log.PidAfter("web adopted")).Should().Be(pid);
    }

    [Test]
    public async Task The_lock_is_given_back_even_while_a_child_of_the_host_still_has_it()
    {
        var state = workspace.NewDirectory("state");
        var supervisor = await Started(state);
        var lockPath = Path.Combine(state, "lock");
        var held = Directory.GetFiles("/proc/self/fd").First(fd => new FileInfo(fd).LinkTarget == lockPath);
        const int DuplicateCloseOnExec = 1030;
        using var likeThatOfAForkedChild = new Descriptor(
            Libc.fcntl(int.Parse(Path.GetFileName(held), System.Globalization.CultureInfo.InvariantCulture), DuplicateCloseOnExec, 0));
        await supervisor.DisposeAsync();
        await using var next = await Started(state);
    }

    [Test]
    public async Task A_logger_that_throws_costs_nothing_but_its_lines()
    {
        log.WhenWritten = line => throw new InvalidOperationException(line);
        var supervisor = await Started();
        supervisor.Add(Sleeper("web"));
        supervisor.Add(Sleeper("db"));
        await Eventually.Holds(() => supervisor.Profiles.Count(profile => profile.State == ProfileState.Running) == 2, "both run");
        await supervisor.DisposeAsync().AsTask().WaitAsync(Eventually.Deadline);
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task What_leaves_the_group_while_it_is_being_stopped_does_not_escape()
    {
        await using var supervisor = await Started();
        var gate = workspace.Fifo("gate");
        // The shell ends at once; what it leaves in its group makes a session of its own when let go, and ignores SIGTERM.
        var command = workspace.Script("leaver", "trap '' TERM\n(echo > up; read x < gate; exec setsid sleep 1000) &\nwhile [ ! -e up ]; do :; done; exit 0");
        supervisor.Add(workspace.Definition("web", command) with { Stop = new StopSettings { Timeout = TimeSpan.FromSeconds(2) } });
        await log.WaitFor("web died");
        await Workspace.Release(gate);
        await Eventually.Holds(() => supervisor.Find("web") is { State: ProfileState.Stopped }, "it is stopped");
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_relative_pid_file_starts_at_the_working_directory()
    {
        await using var supervisor = await Started();
        supervisor.Add(workspace.Definition("web", "/bin/sh", "-c", "setsid sleep 1000 & echo $! > web.pid") with { PidFile = "web.pid" });
        var pid = await log.PidAfter("web running");
        File.ReadAllText(workspace.PathOf("web.pid")).Trim().Should().Be($"{pid}");
    }

    [Test]
    public async Task A_pid_file_in_a_directory_made_later_is_found_and_followed()
    {
        await using var supervisor = await Started();
        supervisor.Add(workspace.Definition("web", "/bin/sh", "-c", "mkdir later; setsid sleep 1000 & echo $! > later/pid") with { PidFile = "later/pid" });
        await log.PidAfter("web running");
        using var successor = workspace.Start("/bin/sh", "-c", "setsid sleep 1000 >/dev/null & echo $!");
        var pid = (await successor.StandardOutput.ReadLineAsync())!;
        workspace.Write("later/pid", pid + "\n");
        (await log.WaitFor("web running pid ")).Should().Be(pid);
    }

    [Test]
    public async Task An_argument_with_a_NUL_byte_is_refused_and_not_cut_short()
    {
        await using var supervisor = await Started();
        supervisor.Add(workspace.Definition("web", "/bin/sleep", "1\0garbage"));
        (await log.WaitFor("web start failed: ")).Should().Contain("NUL");
    }

    public void Dispose()
    {
        workspace.Dispose();
        log.Dispose();
    }

    private static bool IsAlive(int pid) => ProcessStat.Of(pid) is { IsDead: false };

    private ProfileDefinition Sleeper(string name) => workspace.Definition(name, "/bin/sleep", "1000");

    private async Task<Supervisor> Started(string? state = null)
    {
        var supervisor = new Supervisor(new SupervisorOptions { StateDirectory = state, LoggerFactory = log });
        await supervisor.StartAsync();
        return supervisor;
    }
}
