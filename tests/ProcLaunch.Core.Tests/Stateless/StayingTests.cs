using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class StayingTests
{
    [Test]
    public void An_ignored_trigger_does_nothing()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).Ignore(Knock);

        door.Machine.Fire(Knock);

        door.Story.Should().BeEmpty();
    }

    [Test]
    public void An_internal_transition_runs_its_action_and_nothing_else()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).InternalTransition(Knock, _ => door.Tell("come in"));

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("come in");
    }

    [Test]
    public void An_internal_transition_names_its_state_and_trigger()
    {
        var door = new Door { State = Locked };
        door.Machine.Configure(Locked)
            .InternalTransition(Knock, t => door.Tell($"{t.Source} {t.Destination} {t.Trigger}"));

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("Locked Locked Knock");
    }

    [Test]
    public void The_guard_of_an_internal_transition_decides_whether_its_action_runs()
    {
        var door = new Door();
        var home = false;
        door.TellEverything();
        door.Machine.Configure(Closed)
            .InternalTransitionIf(Knock, _ => home, _ => door.Tell("come in"), "someone is home")
            .InternalTransitionIf(Knock, _ => !home, _ => door.Tell("silence"));

        door.Machine.Fire(Knock);
        home = true;
        door.Machine.Fire(Knock);

        door.Story.Should().Equal("silence", "come in");
    }

    [Test]
    public void The_guard_of_an_internal_transition_receives_no_arguments()
    {
        var door = new Door();
        object[]? received = null;
        door.Machine.Configure(Closed).InternalTransitionIf(Knock, arguments => (received = arguments) is not null, _ => { });

        door.Machine.Fire(Knock);

        received.Should().NotBeNull().And.BeEmpty();
    }

    [Test]
    public void The_guard_of_an_ignore_decides_whether_the_trigger_is_ignored()
    {
        var door = new Door();
        var stuck = true;
        door.TellEverything();
        door.Machine.Configure(Closed).IgnoreIf(Push, () => stuck, "stuck").PermitIf(Push, Open, () => !stuck);

        door.Machine.Fire(Push);
        door.Story.Should().BeEmpty();

        stuck = false;
        door.Machine.Fire(Push);
        door.State.Should().Be(Open);
    }
}
