using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class GuardTests
{
    [TestCase(true, "Open")]
    [TestCase(false, "Locked")]
    public void The_rule_whose_guard_holds_is_taken(bool gentle, string expected)
    {
        var door = new Door();
        door.Machine.Configure(Closed)
            .PermitIf(Push, Open, () => gentle)
            .PermitIf(Push, Locked, () => !gentle, "not gentle");

        door.Machine.Fire(Push);

        door.State.ToString().Should().Be(expected);
    }

    [Test]
    public void Guards_are_asked_once_per_fire()
    {
        var door = new Door();
        var asked = 0;
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => ++asked > 0);
        asked.Should().Be(0);

        door.Machine.Fire(Push);

        asked.Should().Be(1);
    }

    [Test]
    public void Two_true_guards_are_an_error_when_fired_and_change_nothing()
    {
        var door = new Door();
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => true).PermitIf(Push, Locked, () => true);

        var fire = () => door.Machine.Fire(Push);

        fire.Should().Throw<InvalidOperationException>().WithMessage("*Push*Closed*");
        door.Story.Should().BeEmpty();
    }

    [Test]
    public void A_rule_without_guard_counts_as_a_true_guard()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open).IgnoreIf(Push, () => true);

        var fire = () => door.Machine.Fire(Push);

        fire.Should().Throw<InvalidOperationException>();
    }

    [Test]
    public void Two_true_guards_are_an_error_even_with_a_handler_for_unhandled_triggers()
    {
        var door = new Door();
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => true).PermitIf(Push, Locked, () => true);
        door.Machine.OnUnhandledTrigger((_, _) => door.Tell("unhandled"));

        var fire = () => door.Machine.Fire(Push);

        fire.Should().Throw<InvalidOperationException>();
        door.Story.Should().BeEmpty();
    }

    [Test]
    public void A_throwing_guard_changes_nothing_and_its_exception_comes_through()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).PermitIf(Push, Open, () => throw new TimeoutException()).Ignore(Knock);

        var push = () => door.Machine.Fire(Push);
        var knock = () => door.Machine.Fire(Knock);

        push.Should().Throw<TimeoutException>();
        knock.Should().NotThrow();
        door.Story.Should().BeEmpty();
    }
}
