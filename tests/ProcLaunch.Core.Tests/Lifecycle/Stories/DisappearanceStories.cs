using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class DisappearanceStories
{
    [Test]
    public void A_removed_directory_is_stopped_then_forgotten()
    {
        var web = Running(Foreground).Disappear();
        web.Told.Should().Equal("disappeared", "stopping", "SIGTERM to everything");

        web.Exits().Told.Should().Equal("stopped", "release", "forget");

        web.IsKnown.Should().BeFalse();
        web.Record.Should().BeNull();
    }

    [Test]
    public void A_removed_directory_of_a_stopped_profile_is_forgotten_at_once()
    {
        var web = new Stage().Read(Foreground.Down()).Disappear();

        web.Told.Should().Equal("disappeared", "forget");
        web.IsKnown.Should().BeFalse();
    }

    [Test]
    public void What_disappears_is_stopped_by_its_last_known_stop_signal()
    {
        var web = Running(Foreground with { Stop = new StopSettings { Signal = Signal.Interrupt } }).Disappear();

        web.Told.Should().Contain("SIGINT to everything");
    }

    [Test]
    public void A_removed_directory_that_comes_back_while_stopping_is_started_anew()
    {
        var web = Running(Foreground).Disappear().Read(Foreground.Changed());
        web.State.Should().Be(ProfileState.Stopping);
        web.Launches.Should().Be(1);

        web.Exits();

        web.State.Should().Be(ProfileState.Starting);
        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_removed_directory_that_comes_back_unchanged_is_started_anew_too()
    {
        var web = Running(Foreground).Disappear().Reread(Foreground).Exits();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_removed_directory_that_comes_back_down_stays_stopped()
    {
        var web = Running(Foreground).Disappear().Read(Foreground.Down()).Exits();

        web.State.Should().Be(ProfileState.Stopped);
        web.IsKnown.Should().BeTrue();
    }

    [Test]
    public void A_removed_directory_that_comes_back_invalid_is_not_started_by_what_it_was_before()
    {
        var web = Running(Foreground).Disappear().ReadInvalid().ReadInvalid().Exits().Start();

        web.State.Should().Be(ProfileState.Stopped);
        web.Launches.Should().Be(1);
    }

    [Test]
    public void A_directory_that_goes_comes_and_goes_again_is_forgotten()
    {
        var web = Running(Foreground).Disappear().Read(Foreground).Disappear().Exits();

        web.IsKnown.Should().BeFalse();
    }

    [Test]
    public void A_directory_that_goes_while_starting_leaves_nothing()
    {
        var web = new Stage().Read(Foreground).Disappear().Launched(100).Exits();

        web.IsKnown.Should().BeFalse();
    }

    [Test]
    public void A_directory_that_goes_during_a_restart_delay_and_comes_back_keeps_its_record()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().Disappear();
        web.IsKnown.Should().BeFalse();

        web.Read(Foreground).Launched(100).Pass(10);

        web.Record.Should().NotBeNull("the deadline of the forgotten profile concerns nobody any more");
        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_start_by_hand_does_not_bring_back_what_disappeared()
    {
        var web = Running(Foreground).Disappear().Start().Restart().Exits();

        web.IsKnown.Should().BeFalse();
    }
}
