using static ProcLaunch.Core.Tests.Lifecycle.Ensemble;
using static ProcLaunch.DependencyCondition;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

/// <summary>What depends on others, while what is wanted or written changes under it.</summary>
public sealed class TwistedDependencyStories
{
    [Test]
    public void A_dependent_that_is_removed_while_everything_is_being_stopped_keeps_nothing_from_stopping()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("web", ("db", Ready))).Launched("db").Launched("web").Forget();

        fleet.StopAll().Disappear("web");
        fleet.StateOf("db").Should().Be(ProfileState.Running, "what depends on it is not gone yet");
        fleet.Exits("web");
        fleet.StateOf("db").Should().Be(ProfileState.Stopping);
        fleet.Exits("db");

        fleet.Fleet.AllStopped.Should().BeTrue();
    }

    [Test]
    public void A_dependency_that_is_taken_out_while_everything_is_being_stopped_is_stopped_in_the_order_of_before()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("web", ("db", Ready))).Launched("db").Launched("web").Forget();

        fleet.StopAll().Read(Define("web")).Exits("web");
        fleet.StateOf("db").Should().Be(ProfileState.Stopping);
        fleet.Exits("db");

        fleet.Fleet.AllStopped.Should().BeTrue();
    }

    [Test]
    public void Whoever_was_in_a_cycle_is_started_once_it_is_broken_anywhere()
    {
        var fleet = new Ensemble().Read(Define("b")).Read(Define("m", ("b", Ready))).Launched("b").Launched("m");
        fleet.Stop("b").Exits("b").Read(Define("b", ("a", Ready))).Read(Define("a", ("m", Ready)));
        fleet.StateOf("a").Should().Be(ProfileState.Stopped);
        fleet["a"].OrderMistake.Should().NotBeNull();

        fleet.Read(Define("b"));

        fleet["a"].OrderMistake.Should().BeNull();
        fleet.StateOf("a").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void What_runs_waits_for_nobody_whatever_happens_to_whom_it_depends_on()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("web", ("db", Ready))).Launched("db").Launched("web");

        fleet.Stop("db").Exits("db").Post(new ProcLaunch.Lifecycle.ProfileEvent.ReloadRequested("web"));

        fleet["web"].Problem.Should().BeNull();
    }

    [Test]
    public void What_is_stopped_by_hand_waits_for_nobody()
    {
        var fleet = new Ensemble().Read(Define("db") with { Down = true }).Read(Define("web", ("db", Ready)));

        fleet.Stop("web");

        fleet["web"].Problem.Should().BeNull();
    }

    [Test]
    public void Starting_by_hand_does_not_repeat_what_is_completed()
    {
        var fleet = new Ensemble().Read(Define("migrate") with { Restart = RestartPolicy.OnFailure }).Read(Define("db") with { Down = true })
            .Read(Define("web", ("migrate", Completed), ("db", Ready)));
        fleet.Launched("migrate").Exits("migrate").Forget();

        fleet.Start("web").Launched("db");

        fleet.StateOf("migrate").Should().Be(ProfileState.Stopped);
        fleet.StateOf("web").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void Starting_by_hand_starts_what_those_wait_for_that_are_wanted_already()
    {
        var fleet = new Ensemble().Read(Define("disk") with { Down = true }).Read(Define("db", ("disk", Ready))).Read(Define("web", ("db", Ready)));

        fleet.Start("web").Launched("disk").Launched("db");

        fleet.StateOf("web").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void Whoever_becomes_essential_after_it_ended_gets_another_chance()
    {
        var fleet = new Ensemble().Read(Define("job") with { Restart = RestartPolicy.Never }).Read(Define("db") with { PidFile = "pid" }).Launched("job").Exits("job", 1);

        fleet.Read(Define("job", ("db", Ready)) with { Essential = true, Restart = RestartPolicy.Never });

        fleet.Fleet.Ending.Should().BeFalse();
    }

    [TestCase(false, ProfileState.Starting)]
    [TestCase(true, ProfileState.Stopped)]
    public void An_essential_one_that_ended_everything_is_started_by_the_next_ProcLaunch_unless_stopped_by_hand(bool byHand, ProfileState expected)
    {
        var main = Define("main") with { Essential = true, Restart = RestartPolicy.Never };
        var record = new ProcLaunch.Lifecycle.ProfileRecord
        {
            Profile = "main",
            Situation = new ProcLaunch.Lifecycle.Situation.Stopped(byHand ? ProcLaunch.Lifecycle.StopReason.Requested : ProcLaunch.Lifecycle.StopReason.Completed),
            Want = byHand ? ProcLaunch.Lifecycle.Want.Down : ProcLaunch.Lifecycle.Want.Up,
            ByHand = byHand,
            Definition = main,
            Stamp = "1",
            SwitchStamp = "",
        };

        var fleet = new Ensemble().Post(new ProcLaunch.Lifecycle.ProfileEvent.WasRecovered(record, new ProcLaunch.Lifecycle.ProfileRemains(null, null, []))).Read(main);

        fleet.StateOf("main").Should().Be(expected);
        fleet.Fleet.Ending.Should().BeFalse();
    }

    [Test]
    public void A_name_that_no_profile_has_stops_no_running_service()
    {
        var fleet = new Ensemble().Read(Define("web")).Launched("web").Forget();

        fleet.Read(Define("web", ("nobody", Ready))).Pass(2);

        fleet.StateOf("web").Should().Be(ProfileState.Running);
        fleet["web"].Problem.Should().Contain("there is no profile nobody");
        fleet.Told.Should().Equal("web invalid: dependsOn: there is no profile nobody; add it, or take it out of dependsOn");
    }

    [Test]
    public void A_definition_that_names_what_is_read_a_moment_later_is_taken_over_then()
    {
        var fleet = new Ensemble().Read(Define("web")).Launched("web").Forget();

        fleet.Read(Define("web", ("db", Ready))).Read(Define("db")).Exits("web");
        fleet.StateOf("web").Should().Be(ProfileState.Stopped, "it waits for what it depends on now");
        fleet.Launched("db").Pass(2);

        fleet.Told.Should().Equal("db starting", "web stopping", "web stopped", "web: it waits for db to be ready, which is starting", "db running", "web starting");
    }

    [Test]
    public void A_service_that_dies_while_its_new_definition_leads_back_to_itself_is_restarted_by_the_last_good_one()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("web", ("db", Ready))).Launched("db").Launched("web").Forget();

        fleet.Read(Define("db", ("web", Ready))).Exits("db", 1).Launched("db").Pass(2);

        fleet.StateOf("db").Should().Be(ProfileState.Running);
        fleet.Told.Should().Equal("db died", "db starting", "db running", "db invalid: dependsOn: it waits for itself: db → web → db; take one of these dependencies out");
    }

    [Test]
    public void It_explains_that_it_goes_by_its_last_good_definition()
    {
        var fleet = new Ensemble().Read(Define("web")).Launched("web").Read(Define("web", ("nobody", Ready)));

        ProcLaunch.Logging.Explanation.Of(fleet["web"], fleet.Now, ending: false).Should().ContainMatch("*goes by its last good definition*nobody*");
    }

    [Test]
    public void A_restart_by_hand_starts_it_again_although_its_dependency_was_removed()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("web", ("db", Ready))).Launched("db").Launched("web").Disappear("db").Exits("db");

        fleet.Post(new ProcLaunch.Lifecycle.ProfileEvent.SeveralRequested(ProcLaunch.Lifecycle.RequestKind.Restart, ["web"])).Exits("web");
        fleet.StateOf("web").Should().Be(ProfileState.Starting);

        fleet.Launched("web").Stop("web").Exits("web").Start("web");
        fleet.StateOf("web").Should().Be(ProfileState.Stopped, "what is stopped stays so while its definition is invalid");
    }

    [Test]
    public void What_needs_a_job_started_is_restarted_when_that_job_is_done()
    {
        var fleet = new Ensemble().Read(Define("job") with { Restart = RestartPolicy.Never }).Read(Define("web", ("job", Started))).Launched("job").Launched("web").Exits("job");

        fleet.Exits("web", 1);

        fleet.StateOf("web").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_job_that_is_stopped_by_hand_is_not_completed_whatever_it_exits_with()
    {
        var fleet = new Ensemble().Read(Define("job") with { Restart = RestartPolicy.Never }).Read(Define("web", ("job", Completed))).Launched("job");

        fleet.Stop("job").Exits("job", 0);

        fleet.StateOf("web").Should().Be(ProfileState.Stopped);
        fleet["web"].Problem.Should().Contain("is not started by itself");
    }

    [Test]
    public void What_held_a_definition_back_is_gone_with_the_next_one()
    {
        var fleet = new Ensemble().Read(Define("web")).Launched("web").Read(Define("web", ("nobody", Ready))).Read(Define("web")).Exits("web").Launched("web");

        fleet["web"].Problem.Should().BeNull();
        fleet.StateOf("web").Should().Be(ProfileState.Running);
    }
}
