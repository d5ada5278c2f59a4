namespace ProcLaunch.Lifecycle;

/// <summary>One event being handled for one profile: when, and the effects it has had so far.</summary>
internal sealed class Step(Profile profile, ClockReading now, List<Effect> effects)
{
    public Profile Profile { get; } = profile;

    public ClockReading Now { get; } = now;

    public List<Effect> Effects { get; } = effects;

    /// <summary>Something changed that the next ProcLaunch must know.</summary>
    public bool Unsaved { get; set; }

    /// <summary>A state was entered.</summary>
    public bool Entered { get; set; }

    /// <summary>The current run; only asked for in states that have one.</summary>
    public Run Run => Profile.Run ?? throw new InvalidOperationException($"{Profile.Name} has no run while {Profile.State}");

    public void Do(Effect effect) => Effects.Add(effect);

    public void Announce(Notice notice) => Effects.Add(new Effect.Announce(Profile.Name, notice));

    /// <summary>A stop signal, and SIGCONT behind it: a suspended process would not see the first (systemd's SendSIGCONT).</summary>
    public void SendStopSignal(SignalTarget target)
    {
        var stop = Run.Definition.Stop;
        Do(new Effect.Send(Run.Number, stop.Signal, target));
        if (stop.Signal != Signal.Kill)
            Do(new Effect.Send(Run.Number, Signal.Continue, target));
        // The timeout is for the whole stop: what is found or left on the way gets no new one.
        Run.KillAt ??= Now.Plus(stop.Timeout);
    }
}
