using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class SwitchStories
{
    [Test]
    public void Adding_or_removing_restart_or_down_does_not_touch_what_runs()
    {
        var web = Running(Foreground);

        web.ReadSwitched(Foreground.NotRestarted()).ReadSwitched(Foreground.Down()).ReadSwitched(Foreground);

        web.Told.Should().Equal("changed", "changed", "changed");
        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_removed_restart_holds_for_the_next_death()
    {
        var web = Running(Foreground).ReadSwitched(Foreground.NotRestarted()).Exits(1).Pass(100);

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void An_added_restart_holds_for_the_next_death()
    {
        var web = Running(Foreground.NotRestarted()).ReadSwitched(Foreground).Exits(1);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void An_added_restart_starts_what_died_without_it()
    {
        var web = Running(Foreground.NotRestarted()).Exits(1).ReadSwitched(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_removed_restart_ends_the_wait_for_a_restart()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().ReadSwitched(Foreground.NotRestarted());

        web.Pass(100).State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_restart_removed_while_remains_are_stopped_holds_already()
    {
        var web = Running(Foreground).Exits(1, leaving: true).ReadSwitched(Foreground.NotRestarted()).Vanishes();

        web.Pass(100).State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_restart_added_while_remains_are_stopped_holds_already()
    {
        var web = Running(Foreground.NotRestarted()).Exits(1, leaving: true).ReadSwitched(Foreground).Vanishes();

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_removed_down_starts_the_profile()
    {
        var web = new Stage().Read(Foreground.Down()).ReadSwitched(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_removed_down_starts_even_what_was_stopped_by_hand()
    {
        var web = Running(Foreground.Down()).Stop().Exits().ReadSwitched(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_restart_file_that_is_touched_does_not_start_what_was_stopped_by_hand()
    {
        var web = Running(Foreground.NotRestarted()).Stop().Exits().ReadSwitched(Foreground);

        web.State.Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void An_added_down_does_not_start_anything()
    {
        var web = Running(Foreground.NotRestarted()).Exits(1).ReadSwitched(Foreground.Down());

        web.State.Should().Be(ProfileState.Stopped);
    }
}
