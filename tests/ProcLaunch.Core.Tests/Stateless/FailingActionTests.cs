using FluentAssertions;
using NUnit.Framework;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class FailingActionTests
{
    private Door _door = new();

    [SetUp]
    public void Doors_that_open_and_close()
    {
        _door = new Door();
        _door.Machine.Configure(Closed).Permit(Push, Open).Ignore(Knock);
        _door.Machine.Configure(Open).Permit(Pull, Closed).Permit(Turn, Locked).Ignore(Knock);
    }

    [Test]
    public void A_failing_entry_action_throws_out_of_Fire_with_the_state_already_set()
    {
        _door.Machine.Configure(Open).OnEntry(() => throw new TimeoutException());

        PushShouldFail();

        _door.State.Should().Be(Open);
    }

    [Test]
    public void A_failing_exit_action_throws_out_of_Fire_before_the_state_is_set()
    {
        _door.Machine.Configure(Closed).OnExit(() => throw new TimeoutException());

        PushShouldFail();

        _door.Story.Should().BeEmpty();
    }

    [Test]
    public void A_failing_transitioned_action_keeps_the_entry_actions_from_running()
    {
        _door.Machine.Configure(Open).OnEntry(() => _door.Tell("enter Open"));
        _door.Machine.OnTransitioned(_ => throw new TimeoutException());

        PushShouldFail();

        _door.Story.Should().Equal("state Open");
    }

    [Test]
    public void After_a_failing_action_a_later_Fire_works_at_once()
    {
        _door.Machine.Configure(Open).OnEntry(() => throw new TimeoutException());
        PushShouldFail();

        _door.Machine.Fire(Pull);

        _door.State.Should().Be(Closed);
    }

    [Test]
    public void A_failing_action_drops_the_triggers_queued_behind_it()
    {
        _door.Machine.Configure(Open).OnEntry(() =>
        {
            _door.Machine.Fire(Turn);
            throw new TimeoutException();
        });
        PushShouldFail();

        _door.Machine.Fire(Knock);

        _door.State.Should().Be(Open);
    }

    [Test]
    public void A_failure_in_a_queued_trigger_throws_out_of_the_outer_Fire()
    {
        _door.Machine.Configure(Open).OnEntry(() => _door.Machine.Fire(Turn));
        _door.Machine.Configure(Locked).OnEntry(() => throw new TimeoutException());

        PushShouldFail();

        _door.State.Should().Be(Locked);
    }

    private void PushShouldFail()
    {
        var push = () => _door.Machine.Fire(Push);
        push.Should().Throw<TimeoutException>();
    }
}
