using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class UnhandledTriggerTests
{
    [Test]
    public void A_trigger_without_rule_is_an_error_that_names_trigger_and_state()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);

        var fire = () => door.Machine.Fire(Turn);

        fire.Should().Throw<InvalidOperationException>().WithMessage("*Turn*Closed*");
    }

    [Test]
    public void A_state_without_configuration_handles_no_trigger()
    {
        var door = new Door { State = Locked };

        var fire = () => door.Machine.Fire(Push);

        fire.Should().Throw<InvalidOperationException>().WithMessage("*Push*Locked*");
    }

    [Test]
    public void A_trigger_that_no_guard_lets_pass_is_an_error_that_names_the_guards()
    {
        var door = new Door();
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => false, "nobody leans on it");

        var fire = () => door.Machine.Fire(Push);

        fire.Should().Throw<InvalidOperationException>().WithMessage("*Push*Closed*nobody leans on it*");
        door.State.Should().Be(Closed);
    }

    [Test]
    public void A_handler_receives_state_and_trigger_instead_of_an_exception()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => false);
        door.Machine.OnUnhandledTrigger((state, trigger) => door.Tell($"{state} {trigger}"));

        door.Machine.Fire(Push);
        door.Machine.Fire(Turn);

        door.Story.Should().Equal("Closed Push", "Closed Turn");
    }

    [Test]
    public void The_last_handler_set_is_the_one_that_counts()
    {
        var door = new Door();
        door.Machine.OnUnhandledTrigger((_, _) => door.Tell("first"));
        door.Machine.OnUnhandledTrigger((_, _) => door.Tell("second"));

        door.Machine.Fire(Push);

        door.Story.Should().Equal("second");
    }

    [Test]
    public void An_error_about_an_unhandled_trigger_leaves_the_machine_working()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);
        var turn = () => door.Machine.Fire(Turn);
        turn.Should().Throw<InvalidOperationException>();

        door.Machine.Fire(Push);

        door.State.Should().Be(Open);
    }
}
