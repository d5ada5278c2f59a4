using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class ReentryTests
{
    [Test]
    public void Reentry_exits_and_enters_the_same_state_and_reports_it()
    {
        var door = new Door();
        door.TellEverything();
        door.Machine.Configure(Closed).PermitReentry(Knock);

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("exit Closed", "state Closed", "moved Closed Closed", "enter Closed");
    }

    [Test]
    public void Reentry_is_marked_in_the_transition()
    {
        var door = new Door();
        door.Machine.Configure(Closed).PermitReentry(Knock).OnEntry(t => door.Tell($"reentry {t.IsReentry}"));

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("state Closed", "reentry True");
    }

    [Test]
    public void Reentry_runs_the_entry_actions_of_its_trigger()
    {
        var door = new Door();
        door.Machine.Configure(Closed)
            .PermitReentry(Knock)
            .OnEntryFrom(Knock, () => door.Tell("knocked"))
            .OnEntryFrom(Push, () => door.Tell("pushed"));

        door.Machine.Fire(Knock);

        door.Story.Should().Equal("state Closed", "knocked");
    }

    [Test]
    public void Permitting_a_move_to_the_same_state_is_refused()
    {
        var closed = new Door().Machine.Configure(Closed);

        var permit = () => closed.Permit(Knock, Closed);
        var permitIf = () => closed.PermitIf(Knock, Closed, () => true);

        permit.Should().Throw<ArgumentException>().WithMessage("*Closed*Ignore*PermitReentry*");
        permitIf.Should().Throw<ArgumentException>().WithMessage("*Closed*Ignore*PermitReentry*");
    }
}
