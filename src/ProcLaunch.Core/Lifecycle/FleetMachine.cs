namespace ProcLaunch.Lifecycle;

/// <summary>The table of profiles, keyed on name, and what concerns more than one of them. As pure as the machine of one profile.</summary>
internal sealed class FleetMachine
{
    /// <summary>So long a name in dependsOn may be unknown before that is reported: its profile may be read right after.</summary>
    private static readonly TimeSpan DoubtTime = TimeSpan.FromSeconds(1);

    private readonly ProfileMachine machine;
    private readonly Dictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Profile, TimeSpan> deadlines = new();
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly Queue<Profile> judgedAnew = [];
    private readonly Dictionary<string, ProfileEvent.WasRead> heldBack = new(StringComparer.Ordinal);
    private long heldBackInOrder;
    private readonly StartOrder order;
    private readonly Func<Step, Gate> gates;
    private TimeSpan? reportMistakesAt;

    public FleetMachine(ProfileMachine machine)
    {
        this.machine = machine;
        order = new StartOrder(profiles);
        gates = GateOf;
    }

    public IReadOnlyDictionary<string, Profile> Profiles => profiles;

    /// <summary>True: everything is being stopped, and nothing is started any more.</summary>
    public bool Ending { get; private set; }

    /// <summary>The first essential profile that ended for good; null as long as none has.</summary>
    public EssentialEnd? EssentialEnd { get; private set; }

    public bool AllStopped => profiles.Values.All(profile => profile.State == ProfileState.Stopped);

    /// <summary>When to call <see cref="Tick"/>; may be too early, never too late.</summary>
    public TimeSpan? NextDeadline => deadlines.TryPeek(out _, out var at) && !(reportMistakesAt < at) ? at : reportMistakesAt;

    /// <summary>The names of the profiles that were touched since this was last asked.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        string[] names = [.. touched];
        touched.Clear();
        return names;
    }

    public void Handle(ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        if (happened is ProfileEvent.StopAllRequested)
        {
            StopAll(now, effects);
            return;
        }
        // The next ProcLaunch reads it anew; what is being stopped is stopped in its order.
        if (Ending && happened is (ProfileEvent.WasRead or ProfileEvent.FilesChanged) && profiles.ContainsKey(happened.Profile))
            return;
        if (!profiles.TryGetValue(happened.Profile, out var profile))
        {
            if (happened is ProfileEvent.TroubleMet trouble)
                effects.Add(new Effect.Announce("", new Notice.Trouble(trouble.What)));
            if (happened is not (ProfileEvent.WasRead or ProfileEvent.WasRecovered))
                return;
            profile = new Profile(happened.Profile) { Since = now.Wall };
            profiles.Add(profile.Name, profile);
        }
        if (happened is ProfileEvent.WasRead read && HoldsBack(profile, read, now))
            return;
        if (happened is ProfileEvent.Disappeared)
            heldBack.Remove(profile.Name);
        if (happened is ProfileEvent.StartRequested or ProfileEvent.RestartRequested)
            StartWhatItWaitsFor(profile, now, effects);
        Do(profile, now, effects, () => machine.Handle(profile, happened, now, gates, effects));
    }

    /// <summary>Handles every deadline that has passed.</summary>
    public void Tick(ClockReading now, List<Effect> effects)
    {
        while (deadlines.TryPeek(out var profile, out var at) && at <= now.Monotonic)
        {
            deadlines.Dequeue();
            // An entry that is not the profile's deadline any more was superseded.
            if (profile.QueuedFor == at)
                profile.QueuedFor = null;
            if (profile.Deadline == at)
                Do(profile, now, effects, () => machine.Tick(profile, now, gates, effects));
        }
        if (reportMistakesAt <= now.Monotonic)
            ReportMistakes(effects);
    }

    public void StopAll(ClockReading now, List<Effect> effects)
    {
        Ending = true;
        foreach (var profile in profiles.Values.ToList())
            Do(profile, now, effects, () => machine.StopForShutdown(profile, now, gates, effects));
    }

    private void Do(Profile profile, ClockReading now, List<Effect> effects, Action act)
    {
        try
        {
            act();
        }
        finally
        {
            After(profile);
        }
        if (profile is { EndedForGood: true, Definition.Essential: true } && EssentialEnd is null && !Ending)
        {
            EssentialEnd = Lifecycle.EssentialEnd.Of(profile);
            effects.Add(new Effect.Announce(profile.Name, new Notice.EssentialEnded(EssentialEnd.Value.Code)));
            StopAll(now, effects);
        }
        if (!profiles.ContainsKey(profile.Name))
            FollowOrder(profile.Name, now);
        ReconsiderThoseAround(profile, now, effects);
        while (judgedAnew.TryDequeue(out var other))
        {
            Reconsider(other, now, effects);
            ReconsiderThoseAround(other, now, effects);
        }
        if (heldBack.Count > 0 && heldBackInOrder != order.Version && !Ending)
        {
            heldBackInOrder = order.Version;
            foreach (var read in heldBack.Values.ToList())
                Handle(read, now, effects);
        }
    }

    /// <summary>What is alive goes on by its last good definition as long as the new one names nobody there is, or leads back to itself.</summary>
    private bool HoldsBack(Profile profile, ProfileEvent.WasRead read, ClockReading now)
    {
        var wasHeldBack = heldBack.Remove(profile.Name);
        var goesOn = wasHeldBack || profile is { State: ProfileState.Starting or ProfileState.Running, Want: not Want.Gone };
        var mistake = goesOn && !Ending && read.Reading is { Invalid: false, Definition.DependsOn: { Count: > 0 } those } ? order.ProblemOf(profile.Name, those) : null;
        if (mistake is null)
        {
            if (wasHeldBack)
                profile.OrderMistake = order.Problems.GetValueOrDefault(profile.Name);
            return false;
        }
        heldBack[profile.Name] = read with { Alive = null };
        profile.Mistake = null;
        profile.WasRead = true;
        NoteMistake(profile, mistake, now);
        return true;
    }

    private Gate GateOf(Step step)
    {
        var profile = step.Profile;
        FollowOrder(profile.Name, step.Now);
        var waiting = profile is { State: ProfileState.Stopped, Want: Want.Up } ? order.WaitingOf(profile) : null;
        if (waiting is not null && waiting != profile.Waiting)
            step.Announce(new Notice.WaitsFor(waiting));
        profile.Waiting = waiting;
        // One that ran already is restarted by its last good definition.
        var mistaken = profile is { OrderMistake: not null, NotBefore: null, RestartedByHand: false };
        return new Gate(!Ending && waiting is null && !mistaken, Ending && order.IsFreeToStop(profile));
    }

    /// <summary>Who waited for it may be startable now; while everything is being stopped, whom it depended on may be stopped.</summary>
    private void ReconsiderThoseAround(Profile profile, ClockReading now, List<Effect> effects)
    {
        var around = Ending ? order.DependenciesOf(profile.Name) : order.DependentsOf(profile.Name);
        foreach (var name in around.ToList())
        {
            if (profiles.TryGetValue(name, out var other))
                Reconsider(other, now, effects);
        }
    }

    private void Reconsider(Profile profile, ClockReading now, List<Effect> effects)
    {
        var before = (profile.State, profile.Waiting);
        if (Ending ? profile.State is ProfileState.Starting or ProfileState.Running : profile is { State: ProfileState.Stopped, Want: Want.Up })
        {
            machine.Reconsider(profile, now, gates, effects);
            After(profile);
        }
        if (before != (profile.State, profile.Waiting))
            ReconsiderThoseAround(profile, now, effects);
    }

    /// <summary>Whoever starts a profile by hand wants what it depends on, too.</summary>
    private void StartWhatItWaitsFor(Profile profile, ClockReading now, List<Effect> effects)
    {
        if (order.Problems.ContainsKey(profile.Name))
            return;
        foreach (var dependency in order.UnmetBy(profile).ToList())
        {
            if (dependency.Want != Want.Up)
                Handle(new ProfileEvent.StartRequested(dependency.Name), now, effects);
            else if (dependency.Waiting is { Hopeless: true })
                StartWhatItWaitsFor(dependency, now, effects);
        }
    }

    /// <summary>To be called when a profile may depend on others than before, or has come or gone.</summary>
    private void FollowOrder(string name, ClockReading now)
    {
        // What is being stopped is stopped in the order that held when that began.
        if (Ending || !order.Update(name))
            return;
        foreach (var profile in profiles.Values)
        {
            var mistake = order.Problems.GetValueOrDefault(profile.Name);
            if (mistake == profile.OrderMistake || heldBack.ContainsKey(profile.Name))
                continue;
            judgedAnew.Enqueue(profile);
            NoteMistake(profile, mistake, now);
        }
    }

    private void NoteMistake(Profile profile, ProfileProblem? mistake, ClockReading now)
    {
        profile.OrderMistake = mistake;
        touched.Add(profile.Name);
        if (mistake is not null)
            reportMistakesAt ??= now.Plus(DoubtTime);
    }

    private void ReportMistakes(List<Effect> effects)
    {
        reportMistakesAt = null;
        foreach (var profile in profiles.Values)
        {
            if (profile.OrderMistake is { } mistake && mistake != profile.ReportedOrderMistake)
                effects.Add(new Effect.Announce(profile.Name, new Notice.Invalid([mistake], profile.State != ProfileState.Stopped)));
            profile.ReportedOrderMistake = profile.OrderMistake;
        }
    }

    private void After(Profile profile)
    {
        touched.Add(profile.Name);
        if (profile is { State: ProfileState.Stopped, Want: Want.Gone })
            profiles.Remove(profile.Name);
        else if (profile.Deadline is { } deadline && deadline != profile.QueuedFor)
        {
            profile.QueuedFor = deadline;
            deadlines.Enqueue(profile, deadline);
        }
    }
}
