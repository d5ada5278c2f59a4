namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>Stays in the state, with an action (internal transition) or without (ignored).</summary>
    internal sealed class StayRule(Action<Transition>? action, Func<bool>? guard = null, string? guardDescription = null)
        : Rule(guard, guardDescription)
    {
        public override void Apply(StateMachine<TState, TTrigger> machine, TState source, TTrigger trigger) =>
            action?.Invoke(new Transition(source, source, trigger));
    }
}
