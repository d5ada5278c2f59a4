using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What supervision relies on, whatever host it has: of programs that daemonize themselves.</summary>
public abstract class DaemonContract
{
    private HostWorld world = null!;

    private EventLog Events => world.Events;

    internal abstract HostWorld NewWorld();

    [SetUp]
    public void SetUp() => world = NewWorld();

    [TearDown]
    public void TearDown() => world.Dispose();

    [Test]
    public async Task The_launcher_ends_and_the_daemon_is_found_each_told_once()
    {
        var (run, daemon) = await StartDaemon();
        world.IsAlive(daemon.Pid).Should().BeTrue();
        world.PidFileOf("web").Should().Be(Text(daemon.Pid));
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task A_pid_file_written_late_is_noticed()
    {
        var run = world.Launch("web", ProgramKind.WritesPidFileLater);
        await Events.NextAsync<Launched>(run);
        (await Events.NextAsync<LauncherEnded>(run)).Status.IsSuccess.Should().BeTrue();
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
        await world.LetGo("web");
        (await Events.NextAsync<DaemonFound>(run)).AlreadyRan.Should().BeFalse();
    }

    [Test]
    public async Task A_launcher_that_leaves_nothing_has_vanished_when_asked()
    {
        var run = world.Launch("web", ProgramKind.NeverWritesPidFile);
        await Events.NextAsync<Launched>(run);
        await Events.NextAsync<LauncherEnded>(run);
        Events.ShouldBeEmpty();
        world.Host.LookAgain(run);
        await Events.NextAsync<RunVanished>(run);
    }

    [Test]
    public async Task A_daemon_that_has_not_written_its_pid_file_is_reached_all_the_same()
    {
        var run = world.Launch("web", ProgramKind.WritesPidFileLater);
        await Events.FirstAsync<LauncherEnded>(run);
        world.Host.Send(run, Signal.Terminate, SignalTarget.Everything);
        // It may not even have been seen yet: then nobody tells without being asked.
        await Eventually.Holds(() =>
        {
            world.Host.LookAgain(run);
            return Events.Took<RunVanished>(run);
        }, "it ended");
    }

    [Test]
    public async Task The_end_of_a_daemon_removes_its_pid_file()
    {
        var (run, daemon) = await StartDaemon();
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        await Events.NextAsync<ServiceEnded>(run);
        world.IsAlive(daemon.Pid).Should().BeFalse();
        world.PidFileOf("web").Should().BeNull();
        world.Host.LookAgain(run);
        await Events.NextAsync<RunVanished>(run);
    }

    [Test]
    public async Task A_pid_file_that_names_something_else_is_left_alone()
    {
        var (run, daemon) = await StartDaemon();
        world.WritePidFile("web", "4194303\n");
        world.Kill(daemon.Pid);
        await Events.NextAsync<ServiceEnded>(run);
        world.PidFileOf("web").Should().Be("4194303");
    }

    [Test]
    public async Task A_successor_named_in_the_pid_file_is_followed()
    {
        var (run, daemon) = await StartDaemon();
        var successor = await world.StartStranger();
        world.WritePidFile("web", Text(successor.Pid));
        (await Events.NextAsync<DaemonFound>(run)).Service.Should().Be(successor);
        world.Kill(daemon.Pid);
        await world.WhenDead(daemon.Pid);
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        await Events.NextAsync<ServiceEnded>(run);
        world.IsAlive(successor.Pid).Should().BeFalse();
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task A_daemon_that_runs_already_is_not_launched_again()
    {
        var running = await world.StartStranger();
        world.WritePidFile("web", Text(running.Pid));
        var run = world.Launch("web", ProgramKind.WritesPidFile);
        var found = await Events.NextAsync<DaemonFound>(run);
        found.AlreadyRan.Should().BeTrue();
        found.Service.Should().Be(running);
        Events.ShouldBeEmpty();
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        await Events.NextAsync<ServiceEnded>(run);
    }

    [Test]
    public async Task A_daemon_held_by_another_profile_is_not_taken()
    {
        var (_, daemon) = await StartDaemon();
        world.WritePidFile("db", Text(daemon.Pid));
        var run = world.Launch("db", ProgramKind.NeverWritesPidFile);
        await Events.NextAsync<Launched>(run);
        await Events.FirstAsync<LauncherEnded>(run);
        Events.ShouldBeEmpty();
        world.Host.Send(run, Signal.Kill, SignalTarget.Everything);
        world.Host.Send(run, Signal.Kill, SignalTarget.Service);
        world.IsAlive(daemon.Pid).Should().BeTrue();
    }

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);

    private async Task<(long Run, ProcessIdentity Daemon)> StartDaemon()
    {
        var run = world.Launch("web", ProgramKind.WritesPidFile);
        await Events.NextAsync<Launched>(run);
        // The launcher's end and the pid file come in either order.
        var news = new[] { await Events.NextAsync(), await Events.NextAsync() };
        news.OfType<LauncherEnded>().Should().ContainSingle();
        var found = news.OfType<DaemonFound>().Should().ContainSingle().Subject;
        found.AlreadyRan.Should().BeFalse();
        return (run, found.Service);
    }
}
