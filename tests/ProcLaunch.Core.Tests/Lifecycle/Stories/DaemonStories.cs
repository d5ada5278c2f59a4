using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class DaemonStories
{
    [Test]
    public void A_daemon_runs_when_its_pid_file_names_it()
    {
        var web = new Stage().Read(Daemon).Launched(100).LauncherEnded();
        web.State.Should().Be(ProfileState.Starting);

        web.Found(101);

        web.State.Should().Be(ProfileState.Running);
        web.Told.Should().Equal("starting", "launch", "running 101");
    }

    [Test]
    public void A_daemon_may_be_found_before_its_launcher_ended()
    {
        var web = new Stage().Read(Daemon).Launched(100).Found(101).LauncherEnded(1);

        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_launcher_that_fails_fails_the_start()
    {
        var web = new Stage().Read(Daemon.NotRestarted()).Launched(100).Forget().LauncherEnded(3);

        web.Told.Should().Contain("start failed: its run ended with exit code 3 and no pid file").And.NotContain("died");
        web.Vanishes().State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().Contain("exit code 3");
        web.Profile.Record.LastExit!.Status.Should().Be(ExitStatus.Exited(3));
    }

    [Test]
    public void A_launcher_that_leaves_nothing_at_all_fails_the_start()
    {
        var web = new Stage().Read(Daemon).Launched(100).LauncherEnded().Vanishes();

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.History.Failures.Should().Be(1);
        web.Launches.Should().Be(2);
    }

    [Test]
    public void A_daemon_that_dies_is_restarted_when_nothing_of_it_is_left()
    {
        var web = Running(Daemon).Pass(10).DaemonEnds();
        web.Told.Should().Equal("died", "left something behind", "SIGTERM to everything", "look");

        web.Vanishes().Told.Should().Equal("release", "starting", "launch");
    }

    [Test]
    public void A_stop_while_a_daemon_is_starting_lets_its_run_finish_then_stops_the_daemon()
    {
        var web = new Stage().Read(Daemon).Launched(100).Stop();
        web.Pass(30).Told.Should().NotContain(line => line.StartsWith("SIG", StringComparison.Ordinal));

        web.Found(101).Told.Should().Equal("SIGTERM to the service");
        web.LauncherEnded().DaemonEnds().Vanishes();

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_stop_lets_run_finish_within_the_start_timeout_only()
    {
        var web = new Stage().Read(Daemon).Launched(100).Pass(40).Stop().Forget();
        web.Pass(19).Told.Should().NotContain("SIGTERM to everything");

        web.Pass(1.1).Told.Should().Contain("SIGTERM to everything").And.NotContain("SIGKILL to everything");
        web.Pass(10.1).Told.Should().Contain("SIGKILL to everything");
    }

    [Test]
    public void A_stop_after_run_has_finished_need_not_wait_for_the_pid_file()
    {
        var web = new Stage().Read(Daemon).Launched(100).LauncherEnded().Forget().Stop();

        web.Told.Should().Equal("stopping", "SIGTERM to everything");
    }

    [Test]
    public void A_run_that_finishes_while_being_stopped_takes_with_it_what_it_left()
    {
        var web = new Stage().Read(Daemon).Launched(100).Stop().Forget().LauncherEnded();

        web.Told.Should().Equal("SIGTERM to everything", "look");
    }

    [Test]
    public void A_pid_file_that_is_rewritten_is_followed()
    {
        var web = Running(Daemon).Found(102);
        web.Told.Should().Equal("running 102");
        web.Record!.Situation.Instance!.Service.Should().Be(Process(102));
    }

    [Test]
    public void A_daemon_started_by_other_means_is_adopted()
    {
        var web = new Stage().Read(Daemon, alive: Process(101));

        web.Told.Should().Equal("adopt", "adopted 101");
        web.Launches.Should().Be(0);
        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_daemon_that_was_there_before_the_launch_is_adopted()
    {
        var web = new Stage().Read(Daemon).Forget().Found(101, alreadyRan: true);

        web.Told.Should().Equal("adopted 101");
    }

    [Test]
    public void A_daemon_that_was_there_before_the_launch_is_stopped_if_that_was_asked_for_meanwhile()
    {
        var web = new Stage().Read(Daemon).Stop().Forget().Found(101, alreadyRan: true);

        web.Told.Should().Equal("SIGTERM to the service");
    }
}
