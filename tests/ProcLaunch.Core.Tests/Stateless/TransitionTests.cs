using FluentAssertions;
using NUnit.Framework;
using Stateless;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class TransitionTests
{
    [Test]
    public void A_permitted_trigger_moves_the_state()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open).Permit(Turn, Locked);

        door.Machine.Fire(Turn);

        door.State.Should().Be(Locked);
        door.Machine.State.Should().Be(Locked);
    }

    [Test]
    public void A_transition_exits_then_sets_the_state_then_reports_then_enters()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).Permit(Push, Open);

        door.Machine.Fire(Push);

        door.Story.Should().Equal("exit Closed", "state Open", "moved Closed Open", "enter Open");
    }

    [Test]
    public void Every_action_receives_source_destination_and_trigger()
    {
        var door = new Door();
        var seen = new List<StateMachine<DoorState, DoorTrigger>.Transition>();
        door.Machine.Configure(Closed).Permit(Push, Open).OnExit(seen.Add);
        door.Machine.Configure(Open).OnEntry(seen.Add).OnEntryFrom(Push, seen.Add);
        door.Machine.OnTransitioned(seen.Add);

        door.Machine.Fire(Push);

        seen.Should().HaveCount(4).And.OnlyContain(t =>
            t.Source == Closed && t.Destination == Open && t.Trigger == Push && !t.IsReentry);
    }

    [Test]
    public void A_state_without_configuration_can_be_entered()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);

        door.Machine.Fire(Push);

        door.State.Should().Be(Open);
    }

    [Test]
    public void All_transitioned_actions_run()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);
        door.Machine.OnTransitioned(_ => door.Tell("first"));
        door.Machine.OnTransitioned(_ => door.Tell("second"));

        door.Machine.Fire(Push);

        door.Story.Should().Equal("state Open", "first", "second");
    }

    [Test]
    public void Configuring_a_state_again_adds_to_it()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);
        door.Machine.Configure(Closed).Permit(Turn, Locked);

        door.Machine.CanFire(Push).Should().BeTrue();
        door.Machine.CanFire(Turn).Should().BeTrue();
    }
}
