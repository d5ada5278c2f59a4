using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class CanFireTests
{
    [Test]
    public void Every_kind_of_rule_can_be_fired()
    {
        var door = new Door();
        door.Machine.Configure(Closed)
            .Permit(Push, Open)
            .Ignore(Pull)
            .InternalTransition(Turn, _ => { })
            .PermitReentry(Knock);
        door.Machine.Configure(Open).PermitDynamic(Pull, () => Closed);

        foreach (var trigger in Enum.GetValues<DoorTrigger>())
        {
            door.Machine.CanFire(trigger).Should().BeTrue();
        }

        door.State = Open;
        door.Machine.CanFire(Pull).Should().BeTrue();
    }

    [Test]
    public void A_trigger_without_rule_cannot_be_fired()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);

        door.Machine.CanFire(Pull).Should().BeFalse();
        door.State = Locked;
        door.Machine.CanFire(Push).Should().BeFalse();
    }

    [Test]
    public void A_guard_that_does_not_hold_keeps_a_trigger_from_being_fired()
    {
        var door = new Door();
        var willing = false;
        door.Machine.Configure(Closed)
            .PermitIf(Push, Open, () => willing)
            .IgnoreIf(Pull, () => willing)
            .InternalTransitionIf(Turn, _ => willing, _ => { });

        DoorTrigger[] guarded = [Push, Pull, Turn];
        guarded.Should().OnlyContain(trigger => !door.Machine.CanFire(trigger));
        willing = true;
        guarded.Should().OnlyContain(trigger => door.Machine.CanFire(trigger));
    }

    [Test]
    public void A_handler_for_unhandled_triggers_does_not_make_them_fireable()
    {
        var door = new Door();
        door.Machine.OnUnhandledTrigger((_, _) => { });

        door.Machine.CanFire(Push).Should().BeFalse();
    }

    [Test]
    public void Asking_changes_nothing()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).Permit(Push, Open).InternalTransition(Knock, _ => door.Tell("come in"));

        door.Machine.CanFire(Push);
        door.Machine.CanFire(Knock);

        door.Story.Should().BeEmpty();
    }
}
