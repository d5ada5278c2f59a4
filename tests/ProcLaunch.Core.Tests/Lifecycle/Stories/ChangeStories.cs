using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class ChangeStories
{
    [Test]
    public void A_changed_definition_restarts_a_running_service_stopping_it_as_it_was_started()
    {
        var before = Foreground with { Stop = new StopSettings { Signal = Signal.Interrupt } };
        var web = Running(before).Read(Foreground.Changed());
        web.Told.Should().Equal("changed", "stopping", "SIGINT to everything");

        web.Exits();

        web.State.Should().Be(ProfileState.Starting);
        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_change_while_starting_restarts_it_without_a_second_instance()
    {
        var web = new Stage().Read(Foreground).Read(Foreground.Changed());
        web.Launches.Should().Be(1);

        web.Launched(100).Exits();

        web.Launches.Should().Be(2);
        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_change_while_stopping_is_applied_at_the_next_start()
    {
        var web = Running(Foreground).Restart().Forget().Read(Foreground.Changed());
        web.Told.Should().Equal("changed");

        web.Exits();

        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_change_while_being_stopped_by_hand_starts_it_again()
    {
        var web = Running(Foreground).Stop().Read(Foreground.Changed()).Exits();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_change_ends_a_restart_delay_and_clears_the_failures()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().Read(Foreground.Changed());

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Record.History.Failures.Should().Be(0);
        web.Profile.Problem.Should().BeNull();
    }

    [Test]
    public void A_change_of_a_stopped_profile_that_is_down_does_not_start_it()
    {
        var web = new Stage().Read(Foreground.Down()).Read(Foreground.Down().Changed());

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_change_is_told_by_the_reload_signal_where_there_is_one()
    {
        var web = Running(Foreground.Reloadable()).Read(Foreground.Reloadable().Changed());

        web.Told.Should().Equal("changed", "reloading 100", "SIGHUP to the service");
        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_change_while_starting_is_told_by_the_reload_signal_once_it_runs()
    {
        var web = new Stage().Read(Foreground.Reloadable()).Read(Foreground.Reloadable().Changed()).Forget().Launched(100);

        web.Told.Should().Equal("running 100", "reloading 100", "SIGHUP to the service");
    }

    [Test]
    public void A_change_while_starting_is_told_to_a_daemon_that_turned_out_to_run_already()
    {
        var web = new Stage().Read(Daemon.Reloadable()).Read(Daemon.Reloadable().Changed()).Forget().Found(101, alreadyRan: true);

        web.Told.Should().Equal("adopted 101", "reloading 101", "SIGHUP to the service");
    }

    [Test]
    public void A_reload_by_hand_sends_hangup_without_a_reload_file()
    {
        Running(Foreground).Reload().Told.Should().Equal("reloading 100", "SIGHUP to the service");
        new Stage().Read(Foreground.Down()).Reload().Told.Should().BeEmpty();
    }

    [Test]
    public void A_removed_run_lets_a_running_service_run_and_its_return_is_a_change()
    {
        var web = Running(Foreground).Read(null);
        web.Told.Should().BeEmpty();
        web.State.Should().Be(ProfileState.Running);

        web.Read(Foreground);

        web.State.Should().Be(ProfileState.Stopping);
        web.Exits().State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_service_that_dies_without_its_run_waits_for_its_return()
    {
        var web = Running(Foreground).Read(null).Exits(1).Pass(100);
        web.State.Should().Be(ProfileState.Stopped);

        web.Read(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void Changed_files_of_a_profile_that_an_app_added_restart_it_by_the_same_definition()
    {
        var web = Running(Foreground).ChangeFiles();
        web.Told.Should().Equal("changed", "stopping", "SIGTERM to everything");

        web.Exits();

        web.State.Should().Be(ProfileState.Starting);
        web.LastLaunched.Should().Be(Foreground);
    }

    [Test]
    public void Changed_files_reload_a_profile_that_says_how() =>
        Running(Foreground with { ReloadSignal = Signal.Hangup }).ChangeFiles().Told.Should().Equal("changed", "reloading 100", "SIGHUP to the service");

    [Test]
    public void Changed_files_of_a_profile_that_is_removed_bring_nothing_back()
    {
        var web = Running(Foreground).Disappear().Forget();

        web.ChangeFiles().Told.Should().BeEmpty();
        web.Exits().ChangeFiles().Launches.Should().Be(1);
    }
}
