using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class DeathStories
{
    [Test]
    public void The_first_restart_after_a_good_run_is_immediate_and_not_announced()
    {
        var web = Running(Foreground).Pass(10).Exits(1);

        web.Told.Should().Equal("died 100 exit code 1", "release", "starting", "launch");
        web.Profile.Record.History.Failures.Should().Be(0);
        web.Profile.Record.Restarts.Should().Be(1);
    }

    [Test]
    public void A_service_that_keeps_dying_is_restarted_ever_later()
    {
        var web = new Stage().Read(Foreground);
        var lines = new List<string>();
        for (var death = 1; death <= 9; death++)
        {
            web.Launched(100).Forget().Exits(1);
            lines.AddRange(web.Told.Where(line => line.StartsWith("restarting", StringComparison.Ordinal)));
            web.Pass(30).State.Should().Be(ProfileState.Starting);
        }

        lines.Should().Equal(
            "restarting in 0.5s after 2", "restarting in 1s after 3", "restarting in 2s after 4", "restarting in 4s after 5",
            "restarting in 8s after 6", "restarting in 16s after 7", "restarting in 30s after 8", "restarting in 30s after 9");
        web.Profile.Record.Restarts.Should().Be(9);
    }

    [Test]
    public void A_service_without_restart_stays_stopped()
    {
        var web = Running(Foreground.NotRestarted()).Exits(1);

        web.Pass(100).Told.Should().Equal("died 100 exit code 1", "release");
        web.State.Should().Be(ProfileState.Stopped);
        web.Profile.Record.LastExit!.Status.Should().Be(ExitStatus.Exited(1));
    }

    [Test]
    public void After_an_unexpected_death_what_is_left_is_stopped_before_the_next_start()
    {
        var web = Running(Foreground).Pass(10).Ends(ExitStatus.Signaled(new Signal(11)), leaving: true);

        web.Told.Should().Equal("died 100 signal SIGSEGV", "left something behind", "SIGTERM to everything", "look");
        web.Launches.Should().Be(1);
        web.Pass(9.5).Forget();
        web.Pass(0.5).Told.Should().Contain("SIGKILL to everything");

        web.Vanishes().Told.Should().Equal("release", "starting", "launch");
    }

    [Test]
    public void A_run_that_vanished_without_news_of_its_end_died_as_well()
    {
        var web = Running(Daemon).Vanishes();

        web.Told.Should().Equal("died", "release", "starting", "launch");
        web.Profile.Record.History.Failures.Should().Be(1);
        web.Profile.Record.LastExit!.Status.Should().Be(ExitStatus.Unknown);
    }

    [Test]
    public void Too_many_restarts_end_in_giving_up()
    {
        var web = GaveUp();

        web.State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().Be("gave up after 1 restarts within 60s");
        web.Pass(1000).Launches.Should().Be(2);
    }

    [Test]
    public void Starting_by_hand_resets_giving_up()
    {
        var web = GaveUp().Start().Launched(300).Exits(1);

        web.State.Should().Be(ProfileState.Starting, "the count began anew");
    }

    [Test]
    public void A_changed_definition_resets_giving_up()
    {
        var web = GaveUp().Read(Limited.Changed()).Launched(300).Exits(1);

        web.State.Should().Be(ProfileState.Starting);
        web.Profile.Problem.Should().BeNull();
    }

    [Test]
    public void A_changed_restart_file_resets_giving_up_too()
    {
        var web = GaveUp().ReadSwitched(Limited).Launched(300).Exits(1);

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_start_by_hand_does_not_wait_for_the_restart_delay()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().Start();

        web.State.Should().Be(ProfileState.Starting);
    }

    private static ProfileDefinition Limited { get; } = Foreground with { Restart = RestartPolicy.Always with { MaxRestarts = 1 } };

    private static Stage GaveUp()
    {
        var web = Running(Limited).Exits(1).Launched(200).Exits(1);
        web.Told.Should().Contain("gave up after 1");
        return web;
    }
}
