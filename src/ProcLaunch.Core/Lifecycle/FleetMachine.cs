using ProcLaunch.Profiles;

namespace ProcLaunch.Lifecycle;

/// <summary>
/// The table of profiles, keyed on name, and what concerns more than one of them. Each event is handled in three steps: the profiles
/// it is about take note of it, the order of dependencies is updated, and whatever that allows or demands is done. As pure as the
/// machine of one profile.
/// </summary>
internal sealed class FleetMachine
{
    private readonly ProfileMachine machine;
    private readonly Dictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    private readonly Deadlines deadlines = new();
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<Profile> changed = [];
    private readonly Queue<Profile> unsettled = [];
    private readonly HashSet<Profile> isUnsettled = [];
    private readonly DependencyOrder order;
    private readonly OrderMistakes mistakes;

    public FleetMachine(ProfileMachine machine)
    {
        this.machine = machine;
        order = new DependencyOrder(profiles);
        mistakes = new OrderMistakes(order);
    }

    public IReadOnlyDictionary<string, Profile> Profiles => profiles;

    /// <summary>True: everything is being stopped, and nothing is started any more.</summary>
    public bool Ending { get; private set; }

    /// <summary>The first essential profile that ended for good; null as long as none has.</summary>
    public EssentialEnd? EssentialEnd { get; private set; }

    public bool AllStopped => profiles.Values.All(profile => profile.State == ProfileState.Stopped);

    /// <summary>When to call <see cref="Tick"/>; may be too early, never too late.</summary>
    public TimeSpan? NextDeadline => deadlines.Next is { } next && !(mistakes.ReportAt < next) ? next : mistakes.ReportAt;

    /// <summary>The names of the profiles that were touched since this was last asked.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        string[] names = [.. touched];
        touched.Clear();
        return names;
    }

    public void Handle(ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        try
        {
            Note(happened, now, effects);
        }
        finally
        {
            // A bug in the handling of one event must not keep the others from what is due.
            Settle(now, effects);
        }
    }

    /// <summary>Handles every deadline that has passed.</summary>
    public void Tick(ClockReading now, List<Effect> effects)
    {
        while (deadlines.TryTake(now.Monotonic, out var profile))
        {
            if (!IsInTable(profile))
                continue;
            try
            {
                machine.Tick(profile, now, effects);
            }
            finally
            {
                After(profile, now, effects);
                Settle(now, effects);
            }
        }
        if (!(mistakes.ReportAt <= now.Monotonic))
            return;
        mistakes.Report(profiles.Values, effects);
        touched.UnionWith(profiles.Keys);
    }

    private void Note(ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        switch (happened)
        {
            case ProfileEvent.StopAllRequested:
                BeginEnding();
                break;
            case ProfileEvent.SeveralRequested several:
                foreach (var name in several.Names)
                    Request(several.What, name, now, effects);
                break;
            case ProfileEvent.AllRecovered all:
                foreach (var recovered in all.Profiles)
                    Note(recovered, now, effects);
                break;
            case ProfileEvent.WasRecovered:
                Apply(Add(happened.Profile, now), happened, now, effects);
                break;
            case ProfileEvent.WasRead read:
                NoteReading(read, now, effects);
                break;
            case ProfileEvent.FilesChanged when Ending:
                break;
            case ProfileEvent.FilesChanged when profiles.GetValueOrDefault(happened.Profile) is { Want: not Want.Gone, Definition: { } definition } profile:
                Apply(profile, new ProfileEvent.WasRead(ProfileReading.Of(definition)), now, effects);
                break;
            case ProfileEvent.FilesChanged:
                break;
            default:
                NoteOne(happened, now, effects);
                break;
        }
    }

    private void NoteOne(ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        if (happened is ProfileEvent.Disappeared)
            mistakes.Forget(happened.Profile);
        if (profiles.TryGetValue(happened.Profile, out var profile))
            Apply(profile, happened, now, effects);
        else if (happened is ProfileEvent.TroubleMet trouble)
            effects.Add(new Effect.Announce("", new Notice.Trouble(trouble.What)));
    }

    private void NoteReading(ProfileEvent.WasRead read, ClockReading now, List<Effect> effects)
    {
        // The next ProcLaunch reads it anew; what is being stopped is stopped in its order.
        if (Ending && profiles.ContainsKey(read.Profile))
            return;
        var profile = Add(read.Profile, now);
        if (mistakes.HoldBack(profile, read, now))
            touched.Add(profile.Name);
        else
            Apply(profile, read, now, effects);
    }

    private void Request(RequestKind what, string name, ClockReading now, List<Effect> effects)
    {
        if (!profiles.TryGetValue(name, out var profile))
            return;
        if (what != RequestKind.Stop)
            StartWhatItWaitsFor(profile, now, effects);
        Apply(profile, what switch
        {
            RequestKind.Start => new ProfileEvent.StartRequested(name),
            RequestKind.Stop => new ProfileEvent.StopRequested(name),
            _ => new ProfileEvent.RestartRequested(name),
        }, now, effects);
    }

    /// <summary>Whoever starts a profile by hand wants what it depends on, too.</summary>
    private void StartWhatItWaitsFor(Profile profile, ClockReading now, List<Effect> effects)
    {
        if (order.Problems.ContainsKey(profile.Name))
            return;
        foreach (var dependency in order.UnmetBy(profile).ToList())
        {
            if (!dependency.IsWanted)
                Request(RequestKind.Start, dependency.Name, now, effects);
            else if (dependency.Waiting is { Hopeless: true })
                StartWhatItWaitsFor(dependency, now, effects);
        }
    }

    private void BeginEnding()
    {
        Ending = true;
        foreach (var profile in profiles.Values)
        {
            touched.Add(profile.Name);
            Unsettle(profile);
        }
    }

    private Profile Add(string name, ClockReading now)
    {
        if (profiles.TryGetValue(name, out var profile))
            return profile;
        profile = new Profile(name);
        profile.Record = profile.Record with { Since = now.Wall };
        profiles.Add(name, profile);
        return profile;
    }

    private void Apply(Profile profile, ProfileEvent happened, ClockReading now, List<Effect> effects)
    {
        try
        {
            machine.Handle(profile, happened, now, effects);
        }
        finally
        {
            After(profile, now, effects);
        }
    }

    /// <summary>Does what has become possible or due, until nothing more has; then what changed is saved.</summary>
    private void Settle(ClockReading now, List<Effect> effects)
    {
        while (true)
        {
            while (unsettled.TryDequeue(out var profile))
            {
                isUnsettled.Remove(profile);
                if (!IsInTable(profile))
                    continue;
                var before = (profile.State, profile.Waiting);
                machine.Settle(profile, Permissions.Of(profile, order, Ending), now, effects);
                if (before != (profile.State, profile.Waiting))
                    After(profile, now, effects);
                else
                    deadlines.Follow(profile);
            }
            if (Ending || mistakes.HeldBackInAnotherOrder() is not { Count: > 0 } readings)
                break;
            foreach (var read in readings)
                NoteReading(read, now, effects);
        }
        foreach (var profile in changed)
        {
            if (ReferenceEquals(profile.Record, profile.Saved) || !IsInTable(profile))
                continue;
            profile.Saved = profile.Record;
            effects.Add(new Effect.Save(profile.Record));
        }
        changed.Clear();
    }

    /// <summary>Something may have changed in a profile: the others are looked at that it may concern.</summary>
    private void After(Profile profile, ClockReading now, List<Effect> effects)
    {
        touched.Add(profile.Name);
        changed.Add(profile);
        Unsettle(profile);
        if (profile is { State: ProfileState.Stopped, Want: Want.Gone })
        {
            effects.Add(new Effect.Announce(profile.Name, new Notice.Removed()));
            effects.Add(new Effect.Forget(profile.Name));
            profiles.Remove(profile.Name);
        }
        FollowOrder(profile.Name, now);
        if (profile is { WasRead: true, EndedForGood: true, Definition.Essential: true } && EssentialEnd is null && !Ending)
        {
            EssentialEnd = Lifecycle.EssentialEnd.Of(profile);
            effects.Add(new Effect.Announce(profile.Name, new Notice.EssentialEnded(EssentialEnd.Value.Code)));
            BeginEnding();
        }
        deadlines.Follow(profile);
        foreach (var name in order.DependentsOf(profile.Name))
            Unsettle(name);
        // Whom it depends on may be free to stop.
        foreach (var name in order.DependenciesOf(profile.Name))
            Unsettle(name);
    }

    /// <summary>To be called when a profile may depend on others than before, or has come or gone.</summary>
    private void FollowOrder(string name, ClockReading now)
    {
        // What is being stopped is stopped in the order that held when that began.
        if (Ending || !order.Update(name))
            return;
        foreach (var judged in mistakes.Judge(profiles.Values, now))
        {
            touched.Add(judged.Name);
            Unsettle(judged);
            foreach (var dependent in order.DependentsOf(judged.Name))
                Unsettle(dependent);
        }
    }

    /// <summary>It may have been forgotten meanwhile, and another of its name be there.</summary>
    private bool IsInTable(Profile profile) => profiles.TryGetValue(profile.Name, out var there) && there == profile;

    private void Unsettle(string name)
    {
        if (profiles.TryGetValue(name, out var profile))
            Unsettle(profile);
    }

    private void Unsettle(Profile profile)
    {
        if (isUnsettled.Add(profile))
            unsettled.Enqueue(profile);
    }
}
