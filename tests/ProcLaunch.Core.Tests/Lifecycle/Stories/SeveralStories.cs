using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Ensemble;
using static ProcLaunch.DependencyCondition;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

/// <summary>What is asked of several profiles at once.</summary>
public sealed class SeveralStories
{
    private static Ensemble Running() =>
        new Ensemble().Read(Define("db")).Launched("db").Read(Define("api", ("db", Ready))).Launched("api").Read(Define("web", ("api", Started))).Launched("web").Forget();

    [Test]
    public void A_stop_of_all_goes_against_the_order_of_dependencies()
    {
        var fleet = Running().Ask(RequestKind.Stop, "db", "api", "web");
        fleet.Told.Should().Equal("web stopping");

        fleet.Exits("web").Exits("api").Exits("db");

        fleet.Told.Should().Equal("web stopped", "api stopping", "api stopped", "db stopping", "db stopped");
        fleet.Pass(100).Told.Should().BeEmpty("they were stopped by hand");
    }

    [Test]
    public void A_restart_of_all_stops_against_the_order_and_starts_in_it()
    {
        var fleet = Running().Ask(RequestKind.Restart, "web", "db", "api");
        fleet.Exits("web").Exits("api").Exits("db").Launched("db").Launched("api").Launched("web");

        fleet.Told.Where(line => !line.Contains(':', StringComparison.Ordinal)).Should().Equal(
            "web stopping", "web stopped", "api stopping", "api stopped", "db stopping", "db stopped",
            "db starting", "db running", "api starting", "api running", "web starting", "web running");
    }

    [Test]
    public void Those_that_are_not_asked_are_left_alone()
    {
        var fleet = Running().Ask(RequestKind.Restart, "db");

        fleet.Told.Should().Equal("db stopping");
        fleet.StateOf("api").Should().Be(ProfileState.Running);
    }

    [Test]
    public void One_that_waits_for_its_turn_and_dies_meanwhile_is_started_when_all_are_stopped()
    {
        var fleet = Running().Ask(RequestKind.Restart, "db", "api", "web").Exits("db", 1);
        fleet.Told.Should().Equal("web stopping", "db died", "db starting");

        fleet.Launched("db").Exits("web").Exits("api").Launched("api").Launched("web");

        fleet["db"].Record.StopDue.Should().BeFalse("it was restarted by its death");
        fleet.StateOf("web").Should().Be(ProfileState.Running);
        fleet.StateOf("api").Should().Be(ProfileState.Running);
    }

    [Test]
    public void A_start_takes_back_a_stop_that_waits_for_its_turn()
    {
        var fleet = Running().Ask(RequestKind.Stop, "db", "api", "web").Ask(RequestKind.Start, "db").Exits("web").Exits("api");

        fleet.StateOf("db").Should().Be(ProfileState.Running);
        fleet.StateOf("api").Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void A_stop_takes_back_a_restart()
    {
        var fleet = Running().Ask(RequestKind.Restart, "db", "api", "web").Ask(RequestKind.Stop, "db", "api", "web").Exits("web").Exits("api").Exits("db");

        fleet.Pass(100);

        fleet.StateOf("db").Should().Be(ProfileState.Stopped);
        fleet.StateOf("web").Should().Be(ProfileState.Stopped);
    }

    [Test]
    public void Names_that_no_profile_has_and_names_given_twice_do_no_harm()
    {
        var fleet = Running().Ask(RequestKind.Stop, "nobody", "web", "web");

        fleet.Exits("web").Told.Should().Equal("web stopping", "web stopped");
    }

    [Test]
    public void Nothing_is_asked_of_nobody() => Running().Ask(RequestKind.Restart).Told.Should().BeEmpty();

    [Test]
    public void What_depends_on_itself_waits_for_nobody()
    {
        var fleet = Running().Read(Define("db", ("web", Ready))).Ask(RequestKind.Stop, "db", "api", "web");
        fleet.Exits("web").Exits("api").Exits("db");

        new[] { "db", "api", "web" }.Should().OnlyContain(name => fleet.StateOf(name) == ProfileState.Stopped);
    }

    [Test]
    public void A_change_that_was_held_back_does_not_overrule_whoever_stopped_it_meanwhile()
    {
        var fleet = new Ensemble().Read(Define("web")).Launched("web").Read(Define("web", ("db", Ready))).Stop("web").Exits("web").Read(Define("db")).Launched("db");

        fleet.Pass(10).StateOf("web").Should().Be(ProfileState.Stopped);
        fleet.Start("web").StateOf("web").Should().Be(ProfileState.Starting);
    }
}
