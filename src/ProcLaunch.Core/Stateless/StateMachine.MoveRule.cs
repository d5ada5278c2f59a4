namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>Goes to a fixed state, which may be the same one again.</summary>
    internal sealed class MoveRule(TState destination, Func<bool>? guard = null, string? guardDescription = null)
        : Rule(guard, guardDescription)
    {
        public override void Apply(StateMachine<TState, TTrigger> machine, TState source, TTrigger trigger) =>
            machine.Move(source, destination, trigger);
    }
}
