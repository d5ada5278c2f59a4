using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class InvalidStories
{
    [Test]
    public void An_invalid_definition_does_not_touch_a_running_service()
    {
        var web = Running(Foreground).ReadInvalid("bad value");

        web.Told.Should().Equal("invalid");
        web.State.Should().Be(ProfileState.Running);
        web.Profile.Problem.Should().Contain("bad value");
    }

    [Test]
    public void A_service_whose_definition_turned_invalid_is_restarted_by_its_last_good_one()
    {
        var web = Running(Foreground.Changed()).ReadInvalid().Exits(1);

        web.State.Should().Be(ProfileState.Starting);
        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }

    [Test]
    public void A_stopped_profile_whose_definition_is_invalid_stays_stopped()
    {
        var web = new Stage().ReadInvalid();
        web.Told.Should().Equal("invalid");
        web.State.Should().Be(ProfileState.Stopped);

        web.Read(Foreground).State.Should().Be(ProfileState.Starting);
        web.Profile.Problem.Should().BeNull();
    }

    [Test]
    public void The_problem_of_an_invalid_definition_stays_until_it_is_valid_again()
    {
        var web = Running(Foreground).ReadInvalid("bad value").Exits(1).Launched(200);
        web.State.Should().Be(ProfileState.Running);
        web.Profile.Problem.Should().Contain("bad value");

        web.Read(Foreground).Profile.Problem.Should().BeNull();
    }

    [Test]
    public void A_switch_that_was_invalid_and_is_mended_leaves_no_problem()
    {
        var web = Running(Foreground).ReadInvalidSwitch().ReadSwitched(Foreground);

        web.Profile.Problem.Should().BeNull();
        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void An_invalid_definition_is_reported_once_per_change()
    {
        var web = Running(Foreground).ReadInvalid();
        web.Forget();

        web.Post(new ProfileEvent.WasRead(new ProcLaunch.Profiles.ProfileReading(
            Stage.Name, null, [new ProfileProblem("restart", "bad value")], web.Profile.Record.Stamp, web.Profile.Record.SwitchStamp)));

        web.Told.Should().BeEmpty();
    }

    [Test]
    public void A_profile_that_becomes_valid_without_a_change_of_its_files_is_started()
    {
        // Its user was unknown, say, and now is not.
        var web = new Stage().ReadInvalid().Reread(Foreground);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_service_whose_definition_turned_invalid_while_ProcLaunch_was_away_is_restarted_by_its_last_good_one()
    {
        var web = Running(Foreground.Changed()).Crash(new ProfileRemains(Process(100), Process(100), [])).ReadInvalid();
        web.State.Should().Be(ProfileState.Running);

        web.Exits(1);

        web.State.Should().Be(ProfileState.Starting);
        web.LastLaunched.Command.Should().Equal("./run", "changed");
    }
}
