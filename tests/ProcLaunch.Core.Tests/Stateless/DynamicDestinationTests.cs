using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class DynamicDestinationTests
{
    [Test]
    public void The_destination_is_chosen_when_fired_and_not_before()
    {
        var door = new Door();
        var destination = Open;
        door.Machine.Configure(Closed).PermitDynamic(Push, () => destination);
        destination = Locked;

        door.Machine.Fire(Push);

        door.State.Should().Be(Locked);
    }

    [Test]
    public void The_destination_is_chosen_once_and_before_the_exit()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).PermitDynamic(Push, () =>
        {
            door.Tell("choose");
            return Open;
        });

        door.Machine.CanFire(Push);
        door.Machine.Fire(Push);

        door.Story.Should().Equal("choose", "exit Closed", "state Open", "moved Closed Open", "enter Open");
    }

    [Test]
    public void Choosing_the_same_state_is_a_reentry()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).PermitDynamic(Knock, () => Closed);

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("exit Closed", "state Closed", "moved Closed Closed", "enter Closed");
    }
}
