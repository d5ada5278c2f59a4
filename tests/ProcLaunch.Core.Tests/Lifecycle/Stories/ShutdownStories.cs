using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class ShutdownStories
{
    [Test]
    public void Stopping_everything_stops_what_runs_and_starts_nothing()
    {
        var web = Running(Foreground).StopAll();
        web.Fleet.AllStopped.Should().BeFalse();

        web.Exits().Pass(100);

        web.Fleet.AllStopped.Should().BeTrue();
        web.Launches.Should().Be(1);
    }

    [Test]
    public void Stopping_everything_changes_nothing_of_what_is_wanted()
    {
        var web = Running(Foreground).StopAll().Exits().Crash(ProfileRemains.None).Reread(Foreground);

        web.State.Should().Be(ProfileState.Starting, "the next ProcLaunch starts it again");
    }

    [Test]
    public void Stopping_everything_ends_restart_delays()
    {
        var web = new Stage().Read(Foreground).LaunchFailed().LaunchFailed().StopAll();

        web.Pass(100).Launches.Should().Be(2);
        web.Fleet.AllStopped.Should().BeTrue();
    }

    [Test]
    public void A_profile_added_while_everything_is_stopped_is_not_started()
    {
        var web = new Stage().StopAll().Read(Foreground).Start().Restart();

        web.Launches.Should().Be(0);
    }

    [Test]
    public void A_daemon_found_while_everything_is_stopped_is_stopped_too()
    {
        var web = new Stage().StopAll().Read(Daemon, alive: Process(101));

        web.State.Should().BeOneOf(ProfileState.Stopping, ProfileState.Stopped);
        web.Told.Should().Contain("SIGTERM to the service");
    }

    [Test]
    public void A_start_in_flight_is_stopped_as_well()
    {
        var web = new Stage().Read(Foreground).StopAll();
        web.State.Should().Be(ProfileState.Stopping);

        web.Launched(100).Forget().Exits();

        web.Told.Should().Equal("stopped", "release");
        web.Fleet.AllStopped.Should().BeTrue();
    }
}
