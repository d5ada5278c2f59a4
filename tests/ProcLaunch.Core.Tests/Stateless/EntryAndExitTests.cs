using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class EntryAndExitTests
{
    [Test]
    public void Entry_actions_run_in_the_order_registered_whatever_their_kind()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open);
        door.Machine.Configure(Open)
            .OnEntryFrom(Push, () => door.Tell("first"), "described")
            .OnEntry(_ => door.Tell("second"), "described")
            .OnEntryFrom(Push, _ => door.Tell("third"), "described")
            .OnEntry(() => door.Tell("fourth"), "described");

        door.Machine.Fire(Push);

        door.Story.Should().Equal("state Open", "first", "second", "third", "fourth");
    }

    [Test]
    public void An_entry_action_for_a_trigger_runs_for_that_trigger_only()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open).Permit(Pull, Open);
        door.Machine.Configure(Open)
            .OnEntryFrom(Push, () => door.Tell("pushed"))
            .OnEntryFrom(Pull, () => door.Tell("pulled"))
            .OnEntry(() => door.Tell("entered"));

        door.Machine.Fire(Pull);

        door.Story.Should().Equal("state Open", "pulled", "entered");
    }

    [Test]
    public void An_entry_action_for_the_default_trigger_value_is_not_taken_for_every_trigger()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Pull, Open);
        door.Machine.Configure(Open).OnEntryFrom(default, () => door.Tell("default"));

        door.Machine.Fire(Pull);

        door.Story.Should().Equal("state Open");
    }

    [Test]
    public void Exit_actions_run_in_the_order_registered()
    {
        var door = new Door();
        door.Machine.Configure(Closed)
            .Permit(Push, Open)
            .OnExit(() => door.Tell("first"), "described")
            .OnExit(_ => door.Tell("second"), "described");

        door.Machine.Fire(Push);

        door.Story.Should().Equal("first", "second", "state Open");
    }

    [Test]
    public void Actions_of_other_states_do_not_run()
    {
        var door = new Door();
        door.Machine.Configure(Closed).Permit(Push, Open).OnEntry(() => door.Tell("enter Closed"));
        door.Machine.Configure(Open).OnExit(() => door.Tell("exit Open"));
        door.Machine.Configure(Locked).OnEntry(() => door.Tell("enter Locked")).OnExit(() => door.Tell("exit Locked"));

        door.Machine.Fire(Push);

        door.Story.Should().Equal("state Open");
    }
}
