using FluentAssertions;
using NUnit.Framework;
using Stateless;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class ExternalStorageTests
{
    [Test]
    public void One_machine_serves_many_objects()
    {
        DoorState[] doors = [Closed, Open, Closed];
        var current = 0;
        var machine = new StateMachine<DoorState, DoorTrigger>(() => doors[current], state => doors[current] = state);
        machine.Configure(Closed).Permit(Push, Open);
        machine.Configure(Open).Permit(Push, Closed);

        for (current = 0; current < 2; current++)
        {
            machine.Fire(Push);
        }

        doors.Should().Equal(Open, Closed, Closed);
    }

    [Test]
    public void The_state_is_read_at_each_use()
    {
        var door = new Door();
        door.Machine.Configure(Locked).Permit(Turn, Closed);
        door.Machine.CanFire(Turn).Should().BeFalse();

        door.State = Locked;

        door.Machine.State.Should().Be(Locked);
        door.Machine.CanFire(Turn).Should().BeTrue();
        door.Machine.Fire(Turn);
        door.State.Should().Be(Closed);
    }

    [Test]
    public void A_queued_trigger_meets_the_state_stored_when_its_turn_comes()
    {
        var door = new Door();
        door.Machine.Configure(Closed).InternalTransition(Knock, _ =>
        {
            door.Machine.Fire(Turn);
            door.State = Locked;
        });
        door.Machine.Configure(Locked).Permit(Turn, Open);

        door.Machine.Fire(Knock);

        door.State.Should().Be(Open);
    }

    [Test]
    public void Creating_and_configuring_touches_no_storage()
    {
        var create = () => new StateMachine<DoorState, DoorTrigger>(
            () => throw new InvalidOperationException("read"),
            _ => throw new InvalidOperationException("written")).Configure(Closed).Permit(Push, Open);

        create.Should().NotThrow();
    }

    [Test]
    public void States_and_triggers_may_be_strings()
    {
        var state = "closed";
        var machine = new StateMachine<string, string>(() => state, value => state = value);
        machine.Configure("closed").Permit("push", "open");

        machine.Fire("push");

        state.Should().Be("open");
    }
}
