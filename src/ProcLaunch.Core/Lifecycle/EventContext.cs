namespace ProcLaunch.Lifecycle;

/// <summary>One event being handled for one profile: when, and the effects it has had so far.</summary>
internal sealed class EventContext(Profile profile, ClockReading now, List<Effect> effects)
{
    public Profile Profile => profile;

    public ClockReading Now => now;

    /// <summary>What the profile becomes once nothing of its run is left. Decided when a state is left, at the moment of the end.</summary>
    public Situation.Stopped Next { get; set; } = new(StopReason.Requested);

    /// <summary>The current run; only asked for in states that have one.</summary>
    public Run Run => profile.Run ?? throw new InvalidOperationException($"{profile.Name} has no run while {profile.State}");

    public void Do(Effect effect) => effects.Add(effect);

    public void Announce(Notice notice) => effects.Add(new Effect.Announce(profile.Name, notice));

    /// <summary>A stop signal, and SIGCONT behind it: a suspended process would not see the first (systemd's SendSIGCONT).</summary>
    public void SendStopSignal(Run run, SignalTarget target)
    {
        var signal = run.Definition.Stop.Signal;
        Do(new Effect.Send(run.Number, signal, target));
        if (signal != Signal.Kill)
            Do(new Effect.Send(run.Number, Signal.Continue, target));
    }
}
