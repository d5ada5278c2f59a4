using static ProcLaunch.Core.Tests.Lifecycle.Ensemble;
using static ProcLaunch.DependencyCondition;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class DependencyStories
{
    [Test]
    public void What_depends_on_a_service_waits_until_it_is_ready()
    {
        var fleet = new Ensemble().Read(Define("api", ("db", Ready))).Read(Define("db"));
        fleet.Told.Should().Equal("db starting", "api: it waits for db to be ready, which is starting");
        fleet.StateOf("api").Should().Be(ProfileState.Stopped);
        fleet["api"].Problem.Should().BeNull("waiting is nothing wrong");

        fleet.Launched("db");

        fleet.Told.Should().Equal("db running", "api starting");
    }

    [Test]
    public void It_says_what_it_waits_for()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("api", ("db", Ready)));

        fleet.Told.Should().Equal("db starting", "api: it waits for db to be ready, which is starting");
    }

    [Test]
    public void Started_is_as_soon_as_its_program_is_executed()
    {
        var fleet = new Ensemble().Read(Define("db") with { PidFile = "pid" }).Read(Define("api", ("db", Started)));

        fleet.Launched("db");

        fleet.StateOf("db").Should().Be(ProfileState.Starting);
        fleet.StateOf("api").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void Completed_is_when_it_ended_with_0()
    {
        var fleet = new Ensemble().Read(Define("migrate") with { Restart = RestartPolicy.OnFailure }).Read(Define("api", ("migrate", Completed)));
        fleet.Launched("migrate").Exits("migrate", 1);
        fleet.StateOf("api").Should().Be(ProfileState.Stopped);

        fleet.Launched("migrate").Exits("migrate");

        fleet.StateOf("migrate").Should().Be(ProfileState.Stopped);
        fleet.StateOf("api").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_chain_starts_in_its_order_and_what_is_independent_at_once()
    {
        var fleet = new Ensemble().Read(Define("c", ("b", Ready))).Read(Define("b", ("a", Ready))).Read(Define("a")).Read(Define("x"));
        fleet.Told.Where(line => line.EndsWith("starting", StringComparison.Ordinal) && !line.Contains("waits", StringComparison.Ordinal)).Should().Equal("a starting", "x starting");

        fleet.Launched("a").Launched("b").Launched("c");

        fleet.Told.Should().Equal("a running", "b starting", "c: it waits for b to be ready, which is starting", "b running", "c starting", "c running");
    }

    [Test]
    public void Everything_is_stopped_in_reverse_and_each_waits_for_those_that_depend_on_it()
    {
        var fleet = new Ensemble().Read(Define("a")).Read(Define("b", ("a", Ready))).Read(Define("c", ("b", Ready))).Read(Define("x"));
        fleet.Launched("a").Launched("b").Launched("c").Launched("x").Forget();

        fleet.StopAll();
        fleet.Told.Should().Equal("c stopping", "x stopping");
        fleet.Exits("c").Exits("b").Exits("a").Exits("x");

        fleet.Told.Should().Equal("c stopped", "b stopping", "b stopped", "a stopping", "a stopped", "x stopped");
        fleet.Fleet.AllStopped.Should().BeTrue();
    }

    [Test]
    public void Stopping_a_dependency_by_hand_leaves_those_that_depend_on_it_alone()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("api", ("db", Ready))).Launched("db").Launched("api").Forget();

        fleet.Stop("db").Exits("db");

        fleet.Told.Should().Equal("db stopping", "db stopped");
        fleet.StateOf("api").Should().Be(ProfileState.Running);
    }

    [Test]
    public void What_died_with_its_dependency_is_started_when_that_is_back()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("api", ("db", Ready))).Launched("db").Launched("api").Forget();

        fleet.Exits("db", 1).Exits("api", 1);
        fleet.StateOf("api").Should().Be(ProfileState.Stopped);
        fleet.Launched("db");

        fleet.Told.Should().Equal("db died", "db starting", "api died", "api: it waits for db to be ready, which is starting", "db running", "api starting");
    }

    [Test]
    public void Starting_by_hand_starts_what_it_depends_on_too()
    {
        var fleet = new Ensemble().Read(Define("a") with { Down = true }).Read(Define("b", ("a", Ready)) with { Down = true }).Read(Define("c", ("b", Started)) with { Down = true });
        fleet.Told.Should().BeEmpty();

        fleet.Start("c").Launched("a").Launched("b");

        fleet.Told.Should().Equal("a starting", "b: it waits for a to be ready, which is starting", "c: it waits for b to be started, which is stopped", "a running", "b starting", "c: it waits for b to be started, which is starting", "b running", "c starting");
    }

    [Test]
    public void Who_waits_for_what_will_not_come_says_so()
    {
        var fleet = new Ensemble().Read(Define("db") with { Down = true }).Read(Define("api", ("db", Ready)));

        fleet["api"].Problem.Should().Be("it waits for db to be ready, which is stopped and is not started by itself");
    }

    [Test]
    public void A_name_that_no_profile_has_is_reported_after_a_moment_in_which_it_may_still_come()
    {
        var fleet = new Ensemble().Read(Define("api", ("db", Ready)));
        fleet.StateOf("api").Should().Be(ProfileState.Stopped);
        fleet.Told.Should().BeEmpty();
        fleet["api"].Problem.Should().Be("dependsOn: there is no profile db; add it, or take it out of dependsOn");

        fleet.Pass(2);
        fleet.Told.Should().Equal("api invalid: dependsOn: there is no profile db; add it, or take it out of dependsOn");
        fleet.Read(Define("db")).Launched("db");

        fleet["api"].Problem.Should().BeNull();
        fleet.Told.Should().Equal("db starting", "api: it waits for db to be ready, which is starting", "db running", "api starting");
        fleet.Pass(5);
        fleet.Told.Should().BeEmpty();
    }

    [Test]
    public void Every_member_of_a_cycle_is_invalid_and_the_way_round_is_said()
    {
        var fleet = new Ensemble().Read(Define("a", ("b", Ready))).Read(Define("b", ("c", Ready))).Read(Define("c", ("a", Ready))).Read(Define("d", ("a", Ready))).Pass(2);

        fleet.Told.Where(line => line.Contains("invalid", StringComparison.Ordinal)).Should().Equal(
            "a invalid: dependsOn: it waits for itself: a → b → c → a; take one of these dependencies out",
            "b invalid: dependsOn: it waits for itself: b → c → a → b; take one of these dependencies out",
            "c invalid: dependsOn: it waits for itself: c → a → b → c; take one of these dependencies out");
        fleet.Read(Define("c"));

        fleet.Told.Should().StartWith("c starting");
        fleet.Launched("c").Launched("b").Launched("a");
        fleet.StateOf("d").Should().Be(ProfileState.Starting);
    }

    [Test]
    public void A_service_whose_dependency_was_removed_runs_on_and_is_restarted()
    {
        var fleet = new Ensemble().Read(Define("db")).Read(Define("api", ("db", Ready))).Launched("db").Launched("api");
        fleet.Disappear("db").Exits("db").Forget();
        fleet.StateOf("api").Should().Be(ProfileState.Running);

        fleet.Exits("api", 1);

        fleet.StateOf("api").Should().Be(ProfileState.Starting, "by its last good definition");
    }

    [Test]
    public void Members_of_a_cycle_are_stopped_all_the_same()
    {
        var fleet = new Ensemble().Read(Define("a")).Read(Define("b", ("a", Ready))).Launched("a").Launched("b");
        fleet.Post(new ProcLaunch.Lifecycle.ProfileEvent.WasRead(new ProcLaunch.Profiles.ProfileReading("a", Define("a", ("b", Ready)) with { ReloadSignal = Signal.Hangup }, [], "cyclic", "")));

        fleet.StopAll().Exits("a").Exits("b");

        fleet.Fleet.AllStopped.Should().BeTrue();
    }

    [TestCase(0, 0)]
    [TestCase(3, 3)]
    public void When_an_essential_one_ends_for_good_everything_stops(int code, int expected)
    {
        var fleet = new Ensemble().Read(Define("web")).Read(Define("main") with { Essential = true, Restart = RestartPolicy.Never }).Launched("web").Launched("main").Forget();

        fleet.Exits("main", code);

        fleet.Told.Should().Equal("main died", $"main essential {expected}", "web stopping");
        fleet.Fleet.EssentialEnd!.Value.Code.Should().Be(expected);
    }

    [Test]
    public void An_essential_one_that_is_restarted_or_stopped_by_hand_ends_nothing()
    {
        var fleet = new Ensemble().Read(Define("main") with { Essential = true }).Launched("main").Exits("main", 1).Launched("main");
        fleet.Stop("main").Exits("main");

        fleet.Fleet.Ending.Should().BeFalse();
    }

    [Test]
    public void An_essential_one_that_cannot_be_started_ends_everything_with_1()
    {
        var fleet = new Ensemble().Read(Define("main") with { Essential = true, Restart = RestartPolicy.Never });
        fleet.Post(new ProcLaunch.Lifecycle.ProfileEvent.LaunchFailed("main", fleet["main"].Run!.Number, "run: not found"));

        fleet.Fleet.EssentialEnd!.Value.Code.Should().Be(1);
    }
}
