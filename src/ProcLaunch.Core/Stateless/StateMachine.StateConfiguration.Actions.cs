namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    // The descriptions of actions feed the package's graphs; here they are accepted and dropped, so callers stay compatible.
    internal sealed partial class StateConfiguration
    {
        /// <summary>Runs an action at every entry.</summary>
        public StateConfiguration OnEntry(Action action, string? description = null) =>
            OnEntry(WithoutTransition(action), description);

        /// <summary>Runs an action at every entry.</summary>
        public StateConfiguration OnEntry(Action<Transition> action, string? description = null)
        {
            ArgumentNullException.ThrowIfNull(action);
            rules.Add(new EntryAction(action));
            return this;
        }

        /// <summary>Runs an action at entries caused by one trigger.</summary>
        public StateConfiguration OnEntryFrom(TTrigger trigger, Action action, string? description = null) =>
            OnEntryFrom(trigger, WithoutTransition(action), description);

        /// <summary>Runs an action at entries caused by one trigger.</summary>
        public StateConfiguration OnEntryFrom(TTrigger trigger, Action<Transition> action, string? description = null)
        {
            ArgumentNullException.ThrowIfNull(action);
            rules.Add(new EntryAction(trigger, action));
            return this;
        }

        /// <summary>Runs an action at every exit.</summary>
        public StateConfiguration OnExit(Action action, string? description = null) =>
            OnExit(WithoutTransition(action), description);

        /// <summary>Runs an action at every exit.</summary>
        public StateConfiguration OnExit(Action<Transition> action, string? description = null)
        {
            ArgumentNullException.ThrowIfNull(action);
            rules.AddExit(action);
            return this;
        }

        private static Action<Transition> WithoutTransition(Action action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return _ => action();
        }
    }
}
