namespace Stateless;

/// <summary>
/// A finite state machine in the vocabulary of the Stateless package, cut down to what a lifecycle uses.
/// The state lives outside, so one configured machine can serve many objects. Not thread-safe.
/// </summary>
internal sealed partial class StateMachine<TState, TTrigger>
    where TState : notnull
    where TTrigger : notnull
{
    private readonly Func<TState> _stateAccessor;
    private readonly Action<TState> _stateMutator;
    private readonly Dictionary<TState, StateRules> _rules = [];
    private Action<Transition>? _transitioned;
    private Action<TState, TTrigger>? _unhandled;

    /// <summary>Creates a machine whose state is kept by the caller.</summary>
    public StateMachine(Func<TState> stateAccessor, Action<TState> stateMutator)
    {
        ArgumentNullException.ThrowIfNull(stateAccessor);
        ArgumentNullException.ThrowIfNull(stateMutator);
        _stateAccessor = stateAccessor;
        _stateMutator = stateMutator;
    }

    /// <summary>The state the external storage holds now.</summary>
    public TState State
    {
        get => _stateAccessor();
        private set => _stateMutator(value);
    }

    /// <summary>Begins, or continues, the configuration of a state.</summary>
    public StateConfiguration Configure(TState state)
    {
        if (!_rules.TryGetValue(state, out var rules))
        {
            rules = new StateRules(state);
            _rules.Add(state, rules);
        }

        return new StateConfiguration(rules);
    }

    /// <summary>Adds an action that runs in every transition, after the state is set and before its entry actions.</summary>
    public void OnTransitioned(Action<Transition> onTransitionAction)
    {
        ArgumentNullException.ThrowIfNull(onTransitionAction);
        _transitioned += onTransitionAction;
    }

    /// <summary>Sets what happens, instead of an exception, to a trigger the current state does not answer.</summary>
    public void OnUnhandledTrigger(Action<TState, TTrigger> unhandledTriggerAction)
    {
        ArgumentNullException.ThrowIfNull(unhandledTriggerAction);
        _unhandled = unhandledTriggerAction;
    }
}
