namespace Stateless;

internal sealed partial class StateMachine<TState, TTrigger>
{
    private readonly Queue<TTrigger> _pending = new();
    private bool _firing;

    /// <summary>Whether the current state answers the trigger now; an ignored trigger counts as answered.</summary>
    public bool CanFire(TTrigger trigger) => FindOpenRule(State, trigger) is not null;

    /// <summary>Fires a trigger; from inside an action it waits until the current transition has finished.</summary>
    public void Fire(TTrigger trigger)
    {
        if (_firing)
        {
            _pending.Enqueue(trigger);
            return;
        }

        _firing = true;
        try
        {
            FireNow(trigger);
            while (_pending.TryDequeue(out var next))
            {
                FireNow(next);
            }
        }
        finally
        {
            // After a failure the next Fire may serve another object, which must not receive this one's triggers.
            _pending.Clear();
            _firing = false;
        }
    }

    private void FireNow(TTrigger trigger)
    {
        var source = State;
        if (FindOpenRule(source, trigger) is { } rule)
        {
            rule.Apply(this, source, trigger);
        }
        else if (_unhandled is not null)
        {
            _unhandled(source, trigger);
        }
        else
        {
            throw Unhandled(source, trigger);
        }
    }

    private Rule? FindOpenRule(TState state, TTrigger trigger) =>
        _rules.TryGetValue(state, out var rules) ? rules.FindOpenRule(trigger) : null;

    private void Move(TState source, TState destination, TTrigger trigger)
    {
        var transition = new Transition(source, destination, trigger);
        if (_rules.TryGetValue(source, out var left))
        {
            left.Exit(transition);
        }

        State = destination;
        _transitioned?.Invoke(transition);

        if (_rules.TryGetValue(destination, out var entered))
        {
            entered.Enter(transition);
        }
    }

    private InvalidOperationException Unhandled(TState state, TTrigger trigger)
    {
        var guards = _rules.TryGetValue(state, out var rules) ? rules.DescribeGuards(trigger) : null;
        return new InvalidOperationException(guards is null
            ? $"Trigger '{trigger}' is not handled in state '{state}'. Permit it, ignore it or set OnUnhandledTrigger."
            : $"Trigger '{trigger}' is refused in state '{state}' because no guard lets it pass: {guards}.");
    }
}
