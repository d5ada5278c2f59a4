using FluentAssertions;
using NUnit.Framework;
using Stateless;
using static ProcLaunch.Core.Tests.Stateless.DoorState;
using static ProcLaunch.Core.Tests.Stateless.DoorTrigger;

namespace ProcLaunch.Core.Tests.Stateless;

public sealed class AllocationTests
{
    private const int Rounds = 1000;

    [Test]
    public void An_ignored_trigger_allocates_nothing()
    {
        var machine = new Door().Machine;
        machine.Configure(Closed).IgnoreIf(Knock, () => true).PermitIf(Knock, Open, () => false);

        AllocatedPerRound(() => machine.Fire(Knock)).Should().Be(0);
    }

    [Test]
    public void Asking_whether_a_trigger_can_be_fired_allocates_nothing()
    {
        var machine = new Door().Machine;
        machine.Configure(Closed).InternalTransitionIf(Knock, _ => true, _ => { });

        AllocatedPerRound(() => machine.CanFire(Knock)).Should().Be(0);
    }

    [Test]
    public void A_transition_allocates_one_small_object()
    {
        var state = Closed;
        var machine = new StateMachine<DoorState, DoorTrigger>(() => state, value => state = value);
        machine.OnTransitioned(_ => { });
        machine.Configure(Closed).Permit(Push, Open).OnExit(() => { });
        machine.Configure(Open).PermitDynamic(Pull, () => Closed).OnEntryFrom(Push, () => machine.Fire(Pull));

        // Two transitions a round, the second through the queue; each has a header and three enum values.
        AllocatedPerRound(() => machine.Fire(Push)).Should().BeLessThanOrEqualTo(2 * 32);
    }

    private static long AllocatedPerRound(Action action)
    {
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
