namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    /// <summary>Everything configured for one state.</summary>
    internal sealed class StateRules(TState state)
    {
        private readonly Dictionary<TTrigger, List<Rule>> _rules = [];
        private readonly List<EntryAction> _entryActions = [];
        private readonly List<Action<Transition>> _exitActions = [];

        public TState State { get; } = state;

        public void Add(TTrigger trigger, Rule rule)
        {
            if (!_rules.TryGetValue(trigger, out var rules))
            {
                rules = [];
                _rules.Add(trigger, rules);
            }

            rules.Add(rule);
        }

        public void Add(EntryAction action) => _entryActions.Add(action);

        public void AddExit(Action<Transition> action) => _exitActions.Add(action);

        public Rule? FindOpenRule(TTrigger trigger)
        {
            if (!_rules.TryGetValue(trigger, out var rules))
            {
                return null;
            }

            Rule? open = null;
            foreach (var rule in rules)
            {
                if (!rule.IsOpen)
                {
                    continue;
                }

                // Taking the first would make the order of configuration decide in silence.
                if (open is not null)
                {
                    throw new InvalidOperationException(
                        $"Trigger '{trigger}' has more than one open rule in state '{State}'. Guards must exclude each other.");
                }

                open = rule;
            }

            return open;
        }

        public void Enter(Transition transition)
        {
            foreach (var action in _entryActions)
            {
                action.Run(transition);
            }
        }

        public void Exit(Transition transition)
        {
            foreach (var action in _exitActions)
            {
                action(transition);
            }
        }

        public string? DescribeGuards(TTrigger trigger) =>
            _rules.TryGetValue(trigger, out var rules)
                ? string.Join(", ", rules.ConvertAll(rule => rule.GuardDescription ?? "a guard without description"))
                : null;
    }
}
