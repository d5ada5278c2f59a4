using ProcLaunch.Core.Tests.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;

namespace ProcLaunch.Core.Tests.Logging;

public sealed partial class ExplanationTests
{
    [Test]
    public void Marked_down_while_it_waited_for_a_restart() => Tells(
        new Stage().Read(Foreground).LaunchFailed().LaunchFailed().ReadSwitched(Foreground.Down()),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "What went wrong: start failed: run: not found.",
        "It is marked down, so it is started by hand only, or when down is removed.");

    [Test]
    public void Invalid_from_the_beginning() => Tells(
        new Stage().ReadInvalid("profile.json:1:2: unknown key «comand»"),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It cannot be started because its definition is invalid: restart: profile.json:1:2: unknown key «comand».",
        "When that is mended it is started, unless it is marked down.");

    [Test]
    public void Invalid_and_asked_to_start() => Tells(
        new Stage().ReadInvalid().Start(),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It cannot be started because its definition is invalid: restart: bad value.",
        "It is started as soon as that is mended.");

    [Test]
    public void Without_a_run() => Tells(
        new Stage().Read(null),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It cannot be started because there is no run and no command.",
        "When that is mended it is started, unless it is marked down.");

    [TestCase(true)]
    [TestCase(false)]
    public void Known_from_an_earlier_ProcLaunch_only(bool restarted) => Tells(
        Running(restarted ? Foreground : Foreground.NotRestarted()).Crash(ProcLaunch.Lifecycle.ProfileRemains.None).Vanishes(),
        "It has been stopped since 2026-01-31T00:00:01Z.",
        "It last ended at 2026-01-31T00:00:01Z with an unknown exit status.",
        "It cannot be started because it is known from an earlier ProcLaunch only, and its definition has not been read yet.",
        "It is started as soon as it has been.");

    [Test]
    public void Known_from_an_earlier_ProcLaunch_that_saw_it_complete() => Tells(
        Running(Foreground.NotRestarted()).Exits(0).Crash(ProcLaunch.Lifecycle.ProfileRemains.None),
        "It has been stopped since 2026-01-31T00:00:00Z, for 1s.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 0.",
        "It cannot be started because it is known from an earlier ProcLaunch only, and its definition has not been read yet.",
        "It is not started by itself then either, unless its definition changed.");

    [Test]
    public void Being_stopped_by_hand() => Tells(
        Running(Foreground).Pass(60).Stop().Pass(2.5),
        "It has been stopping since 2026-01-31T00:01:00Z, for 2s.",
        "It was sent SIGTERM; if anything of it is left in 7.5s, SIGKILL follows.",
        "Then it stays stopped, because it was stopped by hand.");

    [Test]
    public void Being_killed() => Tells(
        Running(Foreground).Restart().Pass(10.5),
        "It has been stopping since 2026-01-31T00:00:00Z, for 10s.",
        "It did not end in time and was sent SIGKILL, which is repeated every second until nothing of it is left.",
        "Then it is started again at once.");

    [Test]
    public void Being_stopped_while_its_program_is_executed() => Tells(
        new Stage().Read(Foreground).Stop(),
        "It has been stopping since 2026-01-31T00:00:00Z.",
        "Its program is only being executed; as soon as it is, it is told to end.",
        "Then it stays stopped, because it was stopped by hand.");

    [Test]
    public void Being_stopped_while_the_run_of_a_daemon_is_at_work() => Tells(
        new Stage().Read(Daemon).Launched(100).Stop().Pass(15),
        "It has been stopping since 2026-01-31T00:00:00Z, for 15s.",
        "Its run is still at work and may finish, so that no daemon escapes; in 45s it is told to end too.",
        "Then it stays stopped, because it was stopped by hand.");

    [Test]
    public void Being_stopped_after_a_start_that_failed() => Tells(
        new Stage().Read(Daemon.NotRestarted()).Launched(100).LauncherEnded().Pass(60),
        "It has been stopping since 2026-01-31T00:01:00Z.",
        "What went wrong: start failed: it was not confirmed within 60s.",
        "It was sent SIGTERM; if anything of it is left in 10s, SIGKILL follows.",
        "Then it stays stopped.");

    [Test]
    public void What_it_left_behind_is_being_stopped() => Tells(
        Running(Foreground).Exits(1, leaving: true).Pass(1),
        "Its service has ended, and what it left behind has been stopping since 2026-01-31T00:00:00Z, for 1s.",
        "It was sent SIGTERM; if anything of it is left in 9s, SIGKILL follows.",
        "Then it is started again at once.");

    [Test]
    public void What_it_left_behind_is_being_stopped_before_the_restart_delay_is_over() => Tells(
        Running(Foreground with { Restart = RestartPolicy.Always with { InitialDelay = TimeSpan.FromSeconds(20) } })
            .Exits(1).Launched(200).Exits(1, leaving: true).Pass(1),
        "Its service has ended, and what it left behind has been stopping since 2026-01-31T00:00:00Z, for 1s.",
        "It was sent SIGTERM; if anything of it is left in 9s, SIGKILL follows.",
        "Then it is started again, but not before 19s from now.");

    [Test]
    public void Removed() => Tells(
        Running(Foreground).Disappear(),
        "It has been stopping since 2026-01-31T00:00:00Z.",
        "It was sent SIGTERM; if anything of it is left in 10s, SIGKILL follows.",
        "Then it is forgotten, because it was removed.");

    [Test]
    public void Being_restarted_without_a_run() => Tells(
        Running(Foreground).Read(null).Restart(),
        "It has been stopping since 2026-01-31T00:00:00Z.",
        "It was sent SIGTERM; if anything of it is left in 10s, SIGKILL follows.",
        "Then it stays stopped, because there is no run and no command.");

    [Test]
    public void Everything_is_being_stopped() => Tells(
        Running(Foreground).StopAll(),
        "It has been stopping since 2026-01-31T00:00:00Z.",
        "It was sent SIGTERM; if anything of it is left in 10s, SIGKILL follows.",
        "Then it stays stopped, because everything is being stopped.");

    [Test]
    public void Everything_has_been_stopped() => Tells(
        Running(Foreground).StopAll().Exits(0),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 0.",
        "Everything is being stopped, so it is not started any more.");

    [Test]
    public void An_end_that_nobody_saw() => Tells(
        Running(Daemon.NotRestarted()).DaemonEnds().Vanishes(),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with an unknown exit status.",
        "Its restart policy is never, so it is not started again by itself.",
        "Starting it by hand, or a change of its definition, starts it; so does the next ProcLaunch.");
}
