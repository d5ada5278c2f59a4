namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>The fluent configuration of one state: here its answers to triggers.</summary>
    internal sealed partial class StateConfiguration(StateRules rules)
    {
        /// <summary>Goes to another state.</summary>
        public StateConfiguration Permit(TTrigger trigger, TState destination)
        {
            RefuseOwnState(destination);
            return Add(trigger, new MoveRule(destination));
        }

        /// <summary>Goes to another state while the guard holds.</summary>
        public StateConfiguration PermitIf(
            TTrigger trigger, TState destination, Func<bool> guard, string? guardDescription = null)
        {
            ArgumentNullException.ThrowIfNull(guard);
            RefuseOwnState(destination);
            return Add(trigger, new MoveRule(destination, guard, guardDescription));
        }

        /// <summary>Leaves the state and enters it again.</summary>
        public StateConfiguration PermitReentry(TTrigger trigger) => Add(trigger, new MoveRule(rules.State));

        /// <summary>Goes to the state that the selector names when the trigger is fired.</summary>
        public StateConfiguration PermitDynamic(TTrigger trigger, Func<TState> selector)
        {
            ArgumentNullException.ThrowIfNull(selector);
            return Add(trigger, new DynamicMoveRule(selector));
        }

        /// <summary>Does nothing.</summary>
        public StateConfiguration Ignore(TTrigger trigger) => Add(trigger, new StayRule(null));

        /// <summary>Does nothing while the guard holds.</summary>
        public StateConfiguration IgnoreIf(TTrigger trigger, Func<bool> guard, string? description = null)
        {
            ArgumentNullException.ThrowIfNull(guard);
            return Add(trigger, new StayRule(null, guard, description));
        }

        /// <summary>Runs an action without leaving the state.</summary>
        public StateConfiguration InternalTransition(TTrigger trigger, Action<Transition> action)
        {
            ArgumentNullException.ThrowIfNull(action);
            return Add(trigger, new StayRule(action));
        }

        /// <summary>Runs an action without leaving the state while the guard holds; the guard gets no arguments.</summary>
        public StateConfiguration InternalTransitionIf(
            TTrigger trigger, Func<object[], bool> guard, Action<Transition> action, string? description = null)
        {
            ArgumentNullException.ThrowIfNull(guard);
            ArgumentNullException.ThrowIfNull(action);
            return Add(trigger, new StayRule(action, () => guard([]), description));
        }

        private StateConfiguration Add(TTrigger trigger, Rule rule)
        {
            rules.Add(trigger, rule);
            return this;
        }

        private void RefuseOwnState(TState destination)
        {
            if (EqualityComparer<TState>.Default.Equals(rules.State, destination))
            {
                throw new ArgumentException(
                    $"State '{destination}' cannot permit a move to itself. Use Ignore or PermitReentry.", nameof(destination));
            }
        }
    }
}
