using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class QueuedFiringTests
{
    private static readonly string[] OpenedThenLocked =
    [
        "exit Closed", "state Open", "moved Closed Open", "enter Open",
        "exit Open", "state Locked", "moved Open Locked", "enter Locked",
    ];

    private Door _door = new();

    [SetUp]
    public void Open_leads_to_Locked()
    {
        _door = new Door();
        _door.Machine.Configure(Closed).Permit(Push, Open);
        _door.Machine.Configure(Open).Permit(Turn, Locked);
    }

    [Test]
    public void Fire_inside_an_entry_action_runs_after_the_transition()
    {
        _door.Machine.Configure(Open).OnEntry(() => _door.Machine.Fire(Turn));
        _door.TellEverything();

        _door.Machine.Fire(Push);

        _door.Story.Should().Equal(OpenedThenLocked);
    }

    [Test]
    public void Fire_inside_an_exit_action_runs_after_the_transition()
    {
        _door.Machine.Configure(Closed).OnExit(() => _door.Machine.Fire(Turn));
        _door.TellEverything();

        _door.Machine.Fire(Push);

        _door.Story.Should().Equal(OpenedThenLocked);
    }

    [Test]
    public void Fire_inside_a_transitioned_action_runs_after_the_transition()
    {
        _door.Machine.OnTransitioned(t =>
        {
            if (t.Destination == Open)
            {
                _door.Machine.Fire(Turn);
            }
        });
        _door.TellEverything();

        _door.Machine.Fire(Push);

        _door.Story.Should().Equal(OpenedThenLocked);
    }

    [Test]
    public void Fire_inside_an_internal_transition_runs_after_its_action()
    {
        _door.Machine.Configure(Closed).InternalTransition(Knock, _ =>
        {
            _door.Machine.Fire(Push);
            _door.Tell("knocked");
        });

        _door.Machine.Fire(Knock);

        _door.Story.Should().Equal("knocked", "state Open");
    }

    [Test]
    public void Fire_inside_the_handler_for_unhandled_triggers_runs_after_it()
    {
        _door.Machine.OnUnhandledTrigger((_, _) =>
        {
            _door.Machine.Fire(Push);
            _door.Tell("unhandled");
        });

        _door.Machine.Fire(Pull);

        _door.Story.Should().Equal("unhandled", "state Open");
    }

    [Test]
    public void Triggers_fired_inside_actions_run_in_the_order_fired()
    {
        _door.Machine.Configure(Open).OnEntry(() =>
        {
            _door.Machine.Fire(Turn);
            _door.Machine.Fire(Push);
            _door.Machine.Fire(Knock);
        });
        _door.Machine.Configure(Locked)
            .InternalTransition(Push, _ => _door.Tell("pushed"))
            .InternalTransition(Knock, _ => _door.Tell("knocked"));

        _door.Machine.Fire(Push);

        _door.Story.Should().Equal("state Open", "state Locked", "pushed", "knocked");
    }
}
