namespace ProcLaunch.Lifecycle;

/// <summary>One profile: hands events to the lifecycle, and brings the state in line with what is wanted and allowed.</summary>
internal sealed class ProfileMachine(Func<string> newInstance, Func<double> random)
{
    private readonly ProfileLifecycle lifecycle = new(newInstance, random);

    public void Handle(Profile profile, ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        // Stale news of a run that is over.
        if (happened is ProfileEvent.RunEvent news && profile.Run?.Number != news.Run)
            return;
        lifecycle.Fire(new EventContext(profile, now, effects), happened);
    }

    /// <summary>The deadline of the profile may have passed.</summary>
    public void Tick(Profile profile, ClockReading now, List<Effect> effects)
    {
        if (!(profile.Deadline <= now.Monotonic))
            return;
        profile.Deadline = null;
        Handle(profile, new ProfileEvent.DeadlinePassed(profile.Name), now, effects);
    }

    /// <summary>Does what is allowed and due; without that it says what is waited for, and until when.</summary>
    public void Settle(Profile profile, Permissions allowed, ClockReading now, List<Effect> effects)
    {
        if (allowed.Waiting is { } waiting && waiting != profile.Waiting)
            effects.Add(new Effect.Announce(profile.Name, new Notice.WaitsFor(waiting)));
        profile.Waiting = allowed.Waiting;
        if (allowed.MustStop)
            Handle(profile, new ProfileEvent.StopPermitted(profile.Name), now, effects);
        else if (profile.State == ProfileState.Stopped)
            SettleStopped(profile, allowed.MayStart, now, effects);
    }

    private void SettleStopped(Profile profile, bool mayStart, ClockReading now, List<Effect> effects)
    {
        profile.Deadline = null;
        if (!mayStart)
            return;
        if (!(profile.NotBefore > now.Monotonic))
        {
            Handle(profile, new ProfileEvent.StartPermitted(profile.Name), now, effects);
            return;
        }
        profile.Deadline = profile.NotBefore;
        if (!profile.DelayWasTold)
            effects.Add(new Effect.Announce(profile.Name, new Notice.Restarting(profile.NotBefore.Value - now.Monotonic, profile.Record.History.Failures)));
        profile.DelayWasTold = true;
    }
}
