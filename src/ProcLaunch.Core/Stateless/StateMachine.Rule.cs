namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>One answer of a state to a trigger, given while its guard holds.</summary>
    internal abstract class Rule(Func<bool>? guard, string? guardDescription)
    {
        public string? GuardDescription { get; } = guardDescription;

        public bool IsOpen => guard is null || guard();

        public abstract void Apply(StateMachine<TState, TTrigger> machine, TState source, TTrigger trigger);
    }
}
