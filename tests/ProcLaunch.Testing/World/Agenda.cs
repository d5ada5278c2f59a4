namespace ProcLaunch.Testing;

/// <summary>What will happen, in the order of virtual time; at the same moment, in the order it was entered.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Number)> entries = new();
    private long number;

    public TimeSpan? Next => entries.TryPeek(out _, out var key) ? key.At : null;

    public void Enter(TimeSpan at, Action happens) => entries.Enqueue(happens, (at, ++number));

    public void HappenNext() => entries.Dequeue()();
}
