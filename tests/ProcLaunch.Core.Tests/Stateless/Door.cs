using Stateless;

namespace ProcLaunch.Core.Tests.Stateless;

/// <summary>A machine with the state it moves and a story its actions write.</summary>
internal sealed class Door
{
    public Door() => Machine = new StateMachine<DoorState, DoorTrigger>(() => State, Store);

    public DoorState State { get; set; }

    public List<string> Story { get; } = [];

    public StateMachine<DoorState, DoorTrigger> Machine { get; }

    public void Tell(string sentence) => Story.Add(sentence);

    public void TellEverything()
    {
        Machine.OnTransitioned(t => Tell($"moved {t.Source} {t.Destination}"));
        foreach (var state in Enum.GetValues<DoorState>())
        {
            Machine.Configure(state).OnEntry(() => Tell($"enter {state}")).OnExit(() => Tell($"exit {state}"));
        }
    }

    private void Store(DoorState state)
    {
        State = state;
        Tell($"state {state}");
    }
}
