namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>What a fired trigger does to the state.</summary>
    internal sealed class Transition(TState source, TState destination, TTrigger trigger)
    {
        /// <summary>The state before.</summary>
        public TState Source { get; } = source;

        /// <summary>The state after.</summary>
        public TState Destination { get; } = destination;

        /// <summary>The trigger that was fired.</summary>
        public TTrigger Trigger { get; } = trigger;

        /// <summary>Whether the state before and after is the same.</summary>
        public bool IsReentry => EqualityComparer<TState>.Default.Equals(Source, Destination);
    }
}
