namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>Goes to the state chosen when the trigger is fired.</summary>
    internal sealed class DynamicMoveRule(Func<TState> selector) : Rule(null, null)
    {
        public override void Apply(StateMachine<TState, TTrigger> machine, TState source, TTrigger trigger) =>
            machine.Move(source, selector(), trigger);
    }
}
