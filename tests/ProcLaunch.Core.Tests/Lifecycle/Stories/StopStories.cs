using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class StopStories
{
    [Test]
    public void A_stop_is_over_when_the_service_is_gone()
    {
        var web = Running(Foreground).Stop();
        web.Told.Should().Equal("stopping", "SIGTERM to everything");

        web.Ends(ExitStatus.Signaled(Signal.Terminate)).Told.Should().Equal("stopped", "release");

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_stop_is_looked_at_every_second()
    {
        var web = Running(Foreground).Stop().Forget();

        web.Pass(3).Told.Should().Equal("look", "look", "look");
    }

    [Test]
    public void A_stop_whose_notification_was_lost_ends_all_the_same()
    {
        var web = Running(Foreground).Stop().Pass(1).Vanishes();

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_stop_waits_for_the_whole_group()
    {
        var web = Running(Foreground).Stop().Exits(0, leaving: true);
        web.State.Should().Be(ProfileState.Stopping);

        web.Vanishes().State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void What_does_not_end_in_time_is_killed_each_second_until_it_is_gone()
    {
        var web = Running(Foreground).Stop();
        web.Pass(9.9).Told.Should().NotContain("SIGKILL to everything");

        web.Pass(0.1).Told.Should().Equal("did not end in time", "SIGKILL to everything", "look");
        web.Profile.Problem.Should().BeNull();
        web.Pass(1).Told.Should().Equal("still there", "SIGKILL to everything", "look");
        web.Profile.Problem.Should().Contain("SIGKILL");
        web.Pass(1).Told.Should().Equal("SIGKILL to everything", "look");

        web.Ends(ExitStatus.Signaled(Signal.Kill));
        web.State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().BeNull("it ended after all");
    }

    [Test]
    public void The_stop_timeout_is_for_the_whole_stop_not_for_each_of_its_parts()
    {
        var web = Running(Daemon).Stop().Pass(9).DaemonEnds();
        web.Told.Should().NotContain("SIGKILL to everything");

        web.Pass(1).Told.Should().Contain("SIGKILL to everything");
    }

    [Test]
    public void A_stop_signal_for_the_main_process_alone_is_followed_by_one_for_what_it_left()
    {
        var scope = Foreground with { Stop = new StopSettings { Scope = StopScope.Process, Signal = Signal.Interrupt } };
        var web = Running(scope).Stop();
        web.Told.Should().Equal("stopping", "SIGINT to the service");

        web.Exits(0, leaving: true).Told.Should().Equal("SIGINT to everything", "look");
    }

    [Test]
    public void A_stop_during_the_start_ends_stopped_with_one_instance_at_most()
    {
        var web = new Stage().Read(Foreground).Stop();
        web.State.Should().Be(ProfileState.Stopping);
        web.Told.Should().Equal("starting", "launch", "stopping");

        web.Launched(100).Told.Should().Equal("SIGTERM to everything");
        web.Exits(0);

        web.State.Should().Be(ProfileState.Stopped);
        web.Launches.Should().Be(1);
    }

    [Test]
    public void A_stop_during_a_start_that_fails_ends_stopped_without_a_complaint()
    {
        var web = new Stage().Read(Foreground).Stop().Forget().LaunchFailed();

        web.Told.Should().Equal("stopped", "release");
        web.Profile.Problem.Should().BeNull();
    }

    [Test]
    public void A_stop_wins_over_a_restart_delay()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().Stop().Forget();

        web.Pass(100).Told.Should().BeEmpty();
        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_start_while_stopping_begins_when_the_stop_has_ended()
    {
        var web = Running(Foreground).Stop().Start();
        web.State.Should().Be(ProfileState.Stopping);
        web.Launches.Should().Be(1);

        web.Exits();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_restart_by_hand_stops_and_starts_at_once_and_counts_as_no_failure()
    {
        var web = Running(Foreground).Restart().Exits(1);

        web.Told.Should().Equal("stopping", "SIGTERM to everything", "stopped", "release", "starting", "launch");
        web.Profile.Record.History.Failures.Should().Be(0);
        web.Profile.Record.Restarts.Should().Be(0);
    }

    [Test]
    public void A_profile_stopped_by_hand_stays_stopped_until_it_is_started_by_hand()
    {
        var web = Running(Foreground).Stop().Exits();
        web.Pass(1000).Reread(Foreground);
        web.State.Should().Be(ProfileState.Stopped);

        web.Start().State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_profile_stopped_by_hand_stays_stopped_until_its_definition_changes()
    {
        var web = Running(Foreground).Stop().Exits();

        web.Read(Foreground.Changed());

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.ByHand.Should().BeFalse();
    }

    [Test]
    public void A_suspended_service_is_told_to_continue_as_well()
    {
        var effects = new List<Effect>();
        var machine = new FleetMachine(new ProfileMachine(() => "instance", () => 0.5));
        var reading = new ProcLaunch.Profiles.ProfileReading(Stage.Name, Foreground, [], "1", "1");
        machine.Handle(new ProfileEvent.WasRead(reading), default, effects);
        machine.Handle(new ProfileEvent.Launched(Stage.Name, 1, Process(100)), default, effects);

        machine.Handle(new ProfileEvent.SeveralRequested(RequestKind.Stop, [Stage.Name]), default, effects);

        effects.OfType<Effect.Send>().Select(send => send.Signal).Should().Equal(Signal.Terminate, Signal.Continue);
    }
}
