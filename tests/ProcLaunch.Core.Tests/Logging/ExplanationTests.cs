using ProcLaunch.Core.Tests.Lifecycle;
using ProcLaunch.Logging;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;

namespace ProcLaunch.Core.Tests.Logging;

/// <summary>What a person reads who asks why: word for word, a situation a test. The clock begins at midnight.</summary>
public sealed partial class ExplanationTests
{
    private const string ByHandOrChange = "Starting it by hand, or a change of its definition, starts it.";
    private const string StoppedByHand = "It was stopped by hand, and stays so until it is started by hand or its definition changes.";

    private static ProfileDefinition OnFailure { get; } = Foreground with { Restart = RestartPolicy.OnFailure };

    private static ProfileDefinition Limited { get; } = Foreground with { Restart = RestartPolicy.Always with { MaxRestarts = 1 } };

    [Test]
    public void Running_for_the_first_time() => Tells(
        Running(Foreground).Pass(125),
        "It has been running since 2026-01-31T00:00:00Z, for 2m 5s, as pid 100.",
        "If it ends it is started again at once.");

    [Test]
    public void Running_after_failures_within_the_time_that_makes_a_run_good() => Tells(
        FailedTwice().Pass(1).Launched(300).Pass(4),
        "It has been running since 2026-01-31T00:00:01Z, for 4s, as pid 300.",
        "It was restarted 2 times; it last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "If it ends within 6s from now, that is failure 3 in a row, and it is started again after about 1s; later, at once.");

    [Test]
    public void Running_after_failures_long_enough() => Tells(
        FailedTwice().Pass(1).Launched(300).Pass(3600),
        "It has been running since 2026-01-31T00:00:01Z, for 1h 0m, as pid 300.",
        "It was restarted 2 times; it last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "If it ends it is started again at once.");

    [Test]
    public void Running_and_never_restarted() => Tells(
        Running(Foreground.NotRestarted()),
        "It has been running since 2026-01-31T00:00:00Z, as pid 100.",
        "If it ends it stays stopped: its restart policy is never.");

    [Test]
    public void Running_and_restarted_on_failure() => Tells(
        Running(OnFailure),
        "It has been running since 2026-01-31T00:00:00Z, as pid 100.",
        "If it fails it is started again at once.",
        "If it ends with exit code 0 it stays stopped: its restart policy is on-failure.");

    [Test]
    public void Running_at_the_limit_of_its_restarts() => Tells(
        Running(Limited).Exits(1).Launched(200).Pass(20),
        "It has been running since 2026-01-31T00:00:00Z, for 20s, as pid 200.",
        "It was restarted once; it last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "If it ends within 40s from now it is given up: it was restarted once within 60s, which is its limit.");

    [Test]
    public void Running_as_a_daemon() => Tells(
        Running(Daemon),
        "It has been running since 2026-01-31T00:00:00Z, as pid 101.",
        "It daemonized itself; its pid file is pid.",
        "If it ends it is started again at once.");

    [Test]
    public void Running_although_it_is_marked_down() => Tells(
        new Stage().Read(Daemon.Down(), StageNews.Process(101)),
        "It has been running since 2026-01-31T00:00:00Z, as pid 101.",
        "It daemonized itself; its pid file is pid.",
        "If it ends it stays stopped: it is marked down.");

    [Test]
    public void Running_by_its_last_good_definition() => Tells(
        Running(Foreground).ReadInvalid("profile.json:3:5: bad value"),
        "It has been running since 2026-01-31T00:00:00Z, as pid 100.",
        "If it ends it is started again at once.",
        "What is on disk now is invalid, so it goes by its last good definition: restart: profile.json:3:5: bad value.");

    [Test]
    public void Running_without_a_run_to_start_it_again() => Tells(
        Running(Foreground).Read(null),
        "It has been running since 2026-01-31T00:00:00Z, as pid 100.",
        "If it ends it stays stopped, because there is no run and no command.");

    [Test]
    public void Starting_in_the_foreground() => Tells(
        new Stage().Read(Foreground).Pass(10),
        "It has been starting since 2026-01-31T00:00:00Z, for 10s, and is not confirmed yet.",
        "It is confirmed when its program has been executed.",
        "If that has not happened within 50s from now, it is stopped and counts as failed.",
        "If it fails it is started again at once.");

    [Test]
    public void Starting_as_a_daemon() => Tells(
        new Stage().Read(Daemon).Launched(100).Pass(1.5),
        "It has been starting since 2026-01-31T00:00:00Z, for 1s, and is not confirmed yet.",
        "Its run is at work as pid 100.",
        "It is confirmed when its pid file pid names a live process.",
        "If that has not happened within 58.5s from now, it is stopped and counts as failed.",
        "If it fails it is started again at once.");

    [Test]
    public void Starting_as_a_daemon_whose_run_has_ended() => Tells(
        new Stage().Read(Daemon.NotRestarted()).Launched(100).LauncherEnded(),
        "It has been starting since 2026-01-31T00:00:00Z, and is not confirmed yet.",
        "Its run has ended.",
        "It is confirmed when its pid file pid names a live process.",
        "If that has not happened within 60s from now, it is stopped and counts as failed.",
        "If it fails it stays stopped: its restart policy is never.");

    [Test]
    public void Starting_after_failures() => Tells(
        FailedTwice().Pass(0.5),
        "It has been starting since 2026-01-31T00:00:00Z, and is not confirmed yet.",
        "It is confirmed when its program has been executed.",
        "If that has not happened within 60s from now, it is stopped and counts as failed.",
        "If it fails, for the 3rd time in a row, it is started again after about 1s.");

    [Test]
    public void Starting_for_the_last_time() => Tells(
        Running(Limited).Exits(1),
        "It has been starting since 2026-01-31T00:00:00Z, and is not confirmed yet.",
        "It is confirmed when its program has been executed.",
        "If that has not happened within 60s from now, it is stopped and counts as failed.",
        "If it fails it is given up: it was restarted once within 60s, which is its limit.");

    [Test]
    public void Waiting_for_a_restart() => Tells(
        FailedTwice().Pass(0.1),
        "It has been stopped since 2026-01-31T00:00:00Z, for 0s.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "It failed 2 times in a row, without a run of 10s in between, so it is started again in 400ms.",
        "Starting it by hand, or a change of its definition, starts it now; stopping it by hand keeps it stopped.");

    [Test]
    public void Waiting_for_a_restart_after_starts_that_failed() => Tells(
        new Stage().Read(Foreground).LaunchFailed().LaunchFailed("run: permission denied"),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "What went wrong: start failed: run: permission denied.",
        "It failed 2 times in a row, without a run of 10s in between, so it is started again in 500ms.",
        "Starting it by hand, or a change of its definition, starts it now; stopping it by hand keeps it stopped.");

    [Test]
    public void Waiting_for_a_restart_by_its_last_good_definition() => Tells(
        FailedTwice().ReadInvalid(),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "It failed 2 times in a row, without a run of 10s in between, so it is started again in 500ms.",
        "Starting it by hand, or a change of its definition, starts it now; stopping it by hand keeps it stopped.",
        "What is on disk now is invalid, so it goes by its last good definition: restart: bad value.");

    [Test]
    public void Given_up() => Tells(
        Running(Limited).Exits(1).Launched(200).Exits(1),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "What went wrong: gave up after 1 restarts within 60s.",
        "It is not started again by itself.",
        ByHandOrChange);

    [Test]
    public void Given_up_with_the_policy_on_failure() => Tells(
        Running(OnFailure with { Restart = RestartPolicy.OnFailure with { MaxRestarts = 0 } }).Exits(3),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 3.",
        "What went wrong: gave up after 0 restarts within 60s.",
        "It is not started again by itself.",
        ByHandOrChange);

    [Test]
    public void Stopped_by_hand() => Tells(
        Running(Foreground).Pass(90).Stop().Ends(ExitStatus.Signaled(Signal.Terminate)).Pass(7200),
        "It has been stopped since 2026-01-31T00:01:30Z, for 2h 0m.",
        "It last ended at 2026-01-31T00:01:30Z with signal SIGTERM.",
        StoppedByHand);

    [Test]
    public void Stopped_by_hand_and_marked_down() => Tells(
        Running(Foreground.Down()).Stop().Exits(),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 0.",
        "It was stopped by hand.",
        "It is marked down, so it is started by hand only, or when down is removed.");

    [Test]
    public void Ended_and_never_restarted() => Tells(
        Running(Foreground.NotRestarted()).Exits(1),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 1.",
        "Its restart policy is never, so it is not started again by itself.",
        "Starting it by hand, or a change of its definition, starts it; so does the next ProcLaunch.");

    [Test]
    public void A_start_that_failed_and_is_never_repeated() => Tells(
        new Stage().Read(Foreground.NotRestarted()).LaunchFailed("run: permission denied"),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "What went wrong: start failed: run: permission denied.",
        "Its restart policy is never, so it is not started again by itself.",
        "Starting it by hand, or a change of its definition, starts it; so does the next ProcLaunch.");

    [Test]
    public void Ended_well_with_the_policy_on_failure() => Tells(
        Running(OnFailure).Exits(0),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It last ended at 2026-01-31T00:00:00Z with exit code 0.",
        "Its restart policy is on-failure and it did not fail, so it is not started again by itself.",
        ByHandOrChange);

    [Test]
    public void Down() => Tells(
        new Stage().Read(Foreground.Down()),
        "It has been stopped since 2026-01-31T00:00:00Z.",
        "It is marked down, so it is started by hand only, or when down is removed.");

    private static void Tells(Stage web, params string[] sentences) => Explanation.Of(web.Profile, web.Now, web.Fleet.Ending).Should().Equal(sentences);

    private static Stage FailedTwice() => Running(Foreground).Exits(1).Launched(200).Exits(1);
}
