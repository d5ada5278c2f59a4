namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>An entry action, for every trigger or for one only; both kinds share a list to keep the order of registration.</summary>
    internal sealed class EntryAction
    {
        private readonly Action<Transition> _action;
        private readonly bool _oneTriggerOnly;
        private readonly TTrigger? _trigger;

        public EntryAction(Action<Transition> action) => _action = action;

        public EntryAction(TTrigger trigger, Action<Transition> action)
        {
            _action = action;
            _oneTriggerOnly = true;
            _trigger = trigger;
        }

        public void Run(Transition transition)
        {
            if (!_oneTriggerOnly || EqualityComparer<TTrigger>.Default.Equals(_trigger, transition.Trigger))
            {
                _action(transition);
            }
        }
    }
}
