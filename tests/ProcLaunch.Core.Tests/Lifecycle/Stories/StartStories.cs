using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class StartStories
{
    [Test]
    public void A_profile_that_is_added_is_started_and_runs()
    {
        var web = new Stage().Read(Foreground);
        web.State.Should().Be(ProfileState.Starting);
        web.Launched(100);

        web.State.Should().Be(ProfileState.Running);
        web.Told.Should().Equal("starting", "launch", "running 100");
    }

    [Test]
    public void A_profile_that_is_down_starts_only_when_asked()
    {
        var web = new Stage().Read(Foreground.Down());
        web.State.Should().Be(ProfileState.Stopped);

        web.Start();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_half_written_directory_is_started_when_its_run_appears()
    {
        var web = new Stage().Read(null);
        web.Told.Should().BeEmpty();

        web.Read(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_start_by_hand_of_a_half_written_profile_waits_for_its_run()
    {
        var web = new Stage().Read(null).Start();
        web.State.Should().Be(ProfileState.Stopped);

        web.Read(Foreground.Down());

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_start_that_is_not_confirmed_in_time_is_stopped_and_counts_as_failed()
    {
        var web = new Stage().Read(Daemon).Launched(100).LauncherEnded().Forget();

        web.Pass(59.9).Told.Should().BeEmpty();
        web.Pass(0.1).Told.Should().Equal(
            "start failed: it was not confirmed within 60s", "stopping", "SIGTERM to everything", "look");
        web.State.Should().Be(ProfileState.Stopping);
        web.Profile.Record.History.Failures.Should().Be(1);

        web.Vanishes().Told.Should().Equal("stopped", "release", "starting", "launch");
    }

    [Test]
    public void A_start_that_failed_says_why_once_and_not_that_it_died()
    {
        var web = new Stage().Read(Foreground.NotRestarted()).Forget();

        web.LaunchFailed("run: not found").Told.Should().Equal("start failed: run: not found", "release");

        web.State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().Be("start failed: run: not found");
        web.Pass(3600).Told.Should().BeEmpty();
    }

    [Test]
    public void A_start_that_failed_is_tried_again_by_its_policy()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().Forget();
        web.State.Should().Be(ProfileState.Starting);

        web.LaunchFailed().Told.Should().Equal("start failed: run: not found", "release", "restarting in 0.5s after 2");
    }

    [Test]
    public void A_failed_start_is_a_failure_whatever_the_exit_code()
    {
        var web = new Stage().Read(Foreground with { Restart = RestartPolicy.OnFailure }).Exits(0);

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.History.Failures.Should().Be(1);
    }

    [Test]
    public void The_longest_timeouts_do_not_overflow()
    {
        var web = new Stage(clock: TimeSpan.FromDays(30)).Read(
            Foreground with { StartTimeout = TimeSpan.MaxValue, Stop = new StopSettings { Timeout = TimeSpan.MaxValue } });
        web.Launched(100).Stop().Pass(1000);

        web.State.Should().Be(ProfileState.Stopping);
        web.Told.Should().NotContain("SIGKILL to everything");
    }

    [Test]
    public void News_of_a_run_that_is_over_changes_nothing()
    {
        var web = Running(Foreground);
        var over = web.Run;
        web.Exits(1).Launched(200).Forget();

        web.Post(new ProfileEvent.ServiceEnded(Stage.Name, over, ExitStatus.Exited(1), true));
        web.Post(new ProfileEvent.RunVanished(Stage.Name, over));
        web.Post(new ProfileEvent.LaunchFailed(Stage.Name, over, "late"));

        web.Told.Should().BeEmpty();
        web.State.Should().Be(ProfileState.Running);
    }
}
