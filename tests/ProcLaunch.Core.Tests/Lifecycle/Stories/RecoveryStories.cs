using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class RecoveryStories
{
    private static ProfileRemains Alive(int pid) => new(Process(pid), Process(pid), []);

    private static ProfileRemains Found(int pid) => new(null, Process(pid), []);

    private static ProfileRemains OnlyLauncher(int pid) => new(Process(pid), null, []);

    private static ProfileRemains OnlyOthers(int pid) => new(null, null, [Process(pid)]);

    [Test]
    public void A_service_that_still_runs_is_adopted_with_its_age_and_its_restarts()
    {
        var before = Running(Foreground).Exits(1).Launched(200);
        var since = before.Profile.Record.Since;
        var web = before.Crash(Alive(200), secondsLater: 100).Reread(Foreground);

        web.Told.Should().Equal("adopt", "adopted 200");
        web.Profile.Record.Since.Should().Be(since);
        web.Profile.Record.Restarts.Should().Be(1);
        web.Exits(1).Profile.Record.History.Failures.Should().Be(0, "it ran well for longer than ten seconds");
    }

    [Test]
    public void A_service_that_died_meanwhile_is_restarted_by_its_policy()
    {
        var web = Running(Foreground).Crash(ProfileRemains.None);
        web.Told.Should().Contain("died 100 an unknown exit status");
        web.Profile.Record.History.Failures.Should().Be(1);

        web.Reread(Foreground).Vanishes();

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.Restarts.Should().Be(1);
    }

    [Test]
    public void A_service_without_restart_that_died_meanwhile_is_started_by_the_new_ProcLaunch()
    {
        var web = Running(Foreground.NotRestarted()).Crash(ProfileRemains.None).Reread(Foreground.NotRestarted()).Vanishes();

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.Restarts.Should().Be(0, "its policy did not restart it");
    }

    [Test]
    public void A_service_without_restart_that_failed_is_started_by_the_next_ProcLaunch_and_not_before()
    {
        var web = Running(Foreground.NotRestarted()).Exits(1);
        web.Pass(1000).State.Should().Be(ProfileState.Stopped);

        web.Crash(ProfileRemains.None).Reread(Foreground.NotRestarted()).State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_service_without_restart_that_fails_again_and_again_is_not_started_more_often_than_its_delay_allows()
    {
        var never = Foreground.NotRestarted();
        var web = Running(never).Exits(1);
        for (var crash = 0; crash < 3; crash++)
            web = web.Pass(100).Crash(ProfileRemains.None).Reread(never).Launched(200 + crash).Exits(1);

        var next = web.Crash(ProfileRemains.None).Reread(never);

        next.State.Should().Be(ProfileState.Stopped);
        next.Pass(0.9).State.Should().Be(ProfileState.Stopped);
        next.Pass(0.1).State.Should().Be(ProfileState.Starting, "the fourth failure in a row waits for two seconds, of which one passed before");
    }

    [Test]
    public void A_service_without_restart_that_was_seen_to_end_well_stays_done_until_it_changes_or_someone_starts_it()
    {
        var never = Foreground.NotRestarted();
        var web = Running(never).Exits(0).Crash(ProfileRemains.None).Reread(never);

        web.Pass(100).State.Should().Be(ProfileState.Stopped);
        web.Crash(ProfileRemains.None).Reread(never).Start().State.Should().Be(ProfileState.Starting);
        web.Crash(ProfileRemains.None).Read(never.Changed()).State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_restart_added_while_it_ran_holds_for_a_death_that_nobody_saw()
    {
        var web = Running(Foreground.NotRestarted()).ReadSwitched(Foreground).Crash(ProfileRemains.None).Reread(Foreground).Vanishes();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_death_before_the_crash_is_not_counted_twice()
    {
        var web = Running(Foreground).Exits(1, leaving: true).Crash(OnlyOthers(150)).Reread(Foreground);

        web.State.Should().Be(ProfileState.Stopping);
        web.Profile.Record.History.Failures.Should().Be(1);
        web.Vanishes().State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_crash_between_the_record_and_the_process_is_simply_a_start()
    {
        var web = new Stage().Read(Foreground).Crash(ProfileRemains.None).Reread(Foreground);

        web.Told.Should().Equal("starting", "launch");
        web.Profile.Record.History.Failures.Should().Be(0);
    }

    [Test]
    public void A_crash_between_the_process_and_its_record_leads_to_adoption()
    {
        var web = new Stage().Read(Foreground).Crash(Alive(100)).Reread(Foreground);

        web.Told.Should().Equal("adopt", "adopted 100");
    }

    [Test]
    public void A_foreground_process_is_its_own_service_even_if_only_its_launch_is_known()
    {
        var web = new Stage().Read(Foreground).Crash(OnlyLauncher(100)).Reread(Foreground);

        web.Told.Should().Equal("adopt", "adopted 100");
    }

    [Test]
    public void A_start_that_died_meanwhile_says_so()
    {
        var web = new Stage().Read(Daemon.NotRestarted()).Launched(100).Crash(ProfileRemains.None).Reread(Daemon.NotRestarted());

        web.Profile.Problem.Should().StartWith("start failed: ");
        web.Told.Should().Contain(line => line.StartsWith("start failed", StringComparison.Ordinal));
        web.Vanishes().State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_half_started_daemon_is_waited_for()
    {
        var web = new Stage().Read(Daemon).Launched(100).Crash(OnlyLauncher(100)).Reread(Daemon);
        web.State.Should().Be(ProfileState.Starting);

        web.LauncherEnded().Found(101);

        web.Told.Should().Equal("adopt", "running 101");
        web.Launches.Should().Be(0);
    }

    [Test]
    public void A_half_started_daemon_whose_launcher_has_ended_is_waited_for_until_the_start_timeout()
    {
        var web = new Stage().Read(Daemon).Launched(100).Crash(OnlyOthers(101)).Reread(Daemon);
        web.State.Should().Be(ProfileState.Starting);

        web.Pass(60.1).State.Should().Be(ProfileState.Stopping);
    }

    [Test]
    public void A_stop_of_a_half_started_daemon_whose_launcher_has_ended_begins_at_once()
    {
        var web = new Stage().Read(Daemon).Launched(100).Crash(OnlyOthers(101)).Reread(Daemon).Forget().Stop();

        web.Told.Should().Equal("stopping", "SIGTERM to everything");
    }

    [Test]
    public void A_stop_goes_on_with_its_deadline()
    {
        var web = Running(Foreground).Stop().Pass(4).Crash(Alive(100), secondsLater: 2);
        web.State.Should().Be(ProfileState.Stopping);
        web.Told.Should().Equal("adopt");

        web.Pass(3.9).Told.Should().NotContain("SIGKILL to everything");
        web.Pass(0.1).Told.Should().Contain("SIGKILL to everything");
    }

    [Test]
    public void A_stop_that_waited_for_run_to_finish_signals_the_daemon_it_made_meanwhile()
    {
        var web = new Stage().Read(Daemon).Launched(100).Stop().Crash(Found(101));

        web.Told.Should().Equal("adopt", "SIGTERM to everything");
    }

    [Test]
    public void A_stop_that_waited_for_run_to_finish_goes_on_waiting()
    {
        var web = new Stage().Read(Daemon).Launched(100).Stop().Crash(OnlyLauncher(100));
        web.Told.Should().Equal("adopt");

        web.LauncherEnded().Told.Should().Equal("SIGTERM to everything", "look");
    }

    [Test]
    public void What_was_stopped_by_hand_stays_stopped()
    {
        var web = Running(Foreground).Stop().Exits().Crash(ProfileRemains.None).Reread(Foreground);

        web.Pass(100).State.Should().Be(ProfileState.Stopped);
        web.Profile.Record.ByHand.Should().BeTrue();
    }

    [Test]
    public void What_was_started_by_hand_stays_wanted()
    {
        var web = Running(Foreground.Down()).Crash(ProfileRemains.None).Reread(Foreground.Down()).Vanishes();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_restart_delay_goes_on()
    {
        var before = new Stage().Read(Foreground);
        for (var failure = 1; failure <= 5; failure++)
            before.LaunchFailed().Pass(failure < 5 ? 5 : 0);
        var web = before.Crash(ProfileRemains.None).Reread(Foreground);

        web.Pass(2.9).Launches.Should().Be(0);
        web.Pass(0.2).Launches.Should().Be(1);
        web.Profile.Record.History.Failures.Should().Be(5);
    }

    [Test]
    public void A_profile_changed_meanwhile_is_restarted()
    {
        var web = Running(Foreground).Crash(Alive(100)).Read(Foreground.Changed());

        web.State.Should().Be(ProfileState.Stopping);
        web.Exits().LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_profile_removed_meanwhile_is_stopped_then_forgotten()
    {
        var web = Running(Foreground).Crash(Alive(100)).Disappear();
        web.State.Should().Be(ProfileState.Stopping);

        web.Exits().IsKnown.Should().BeFalse();
    }

    [Test]
    public void A_removal_goes_on()
    {
        var web = Running(Foreground).Disappear().Crash(Alive(100));
        web.State.Should().Be(ProfileState.Stopping);

        web.Exits().IsKnown.Should().BeFalse();
    }

    [Test]
    public void A_directory_that_came_back_meanwhile_is_started_anew()
    {
        var web = Running(Foreground).Disappear().Crash(Alive(100)).Read(Foreground).Exits();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_stopped_daemon_that_someone_started_meanwhile_is_adopted()
    {
        var web = Running(Daemon).Stop().DaemonEnds().Vanishes().Crash(ProfileRemains.None).Reread(Daemon, alive: Process(300));

        web.State.Should().Be(ProfileState.Running);
        web.Launches.Should().Be(0);
    }

    [Test]
    public void What_a_stopped_profile_left_behind_is_stopped_and_counts_as_nothing()
    {
        var web = Running(Foreground).Stop().Exits().Crash(OnlyOthers(150)).Reread(Foreground);
        web.State.Should().Be(ProfileState.Stopping);

        web.Vanishes().State.Should().Be(ProfileState.Stopped);
        web.Profile.Record.History.Failures.Should().Be(0);
        web.Profile.Record.LastExit!.Status.Should().Be(ExitStatus.Exited(0));
    }

    [Test]
    public void What_is_left_behind_during_a_restart_delay_counts_as_nothing()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().Crash(OnlyOthers(150));

        web.Profile.Record.History.Failures.Should().Be(2);
    }

    [Test]
    public void Giving_up_survives_a_crash()
    {
        var limited = Foreground with { Restart = RestartPolicy.Always with { MaxRestarts = 1 } };
        var web = Running(limited).Exits(1).Launched(200).Exits(1).Crash(ProfileRemains.None).Reread(limited);

        web.Pass(100).State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().StartWith("gave up");
    }

    [Test]
    public void Crashing_again_and_again_does_not_reset_the_failures()
    {
        var web = Running(Foreground);
        for (var crash = 1; crash <= 4; crash++)
        {
            web = web.Crash(ProfileRemains.None).Reread(Foreground).Vanishes().Pass(30).Launched(100 + crash);
            web.Profile.Record.History.Failures.Should().Be(crash);
        }
    }

    [Test]
    public void What_was_started_as_a_daemon_and_reloaded_remains_one_after_a_crash()
    {
        var changed = Foreground.Reloadable();
        var web = Running(Daemon.Reloadable()).Read(changed).Crash(Alive(101)).Reread(changed).Forget();

        web.Stop().Told.Should().Equal("stopping", "SIGTERM to the service");
    }
}
