namespace ProcLaunch.Lifecycle;

/// <summary>The table of profiles, keyed on name, and what concerns more than one of them. As pure as the machine of one profile.</summary>
internal sealed class FleetMachine(ProfileMachine machine)
{
    private readonly Dictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Profile, TimeSpan> deadlines = new();
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Profile> Profiles => profiles;

    /// <summary>True: everything is being stopped, and nothing is started any more.</summary>
    public bool Ending { get; private set; }

    public bool AllStopped => profiles.Values.All(profile => profile.State == ProfileState.Stopped);

    /// <summary>When to call <see cref="Tick"/>; may be too early, never too late.</summary>
    public TimeSpan? NextDeadline => deadlines.TryPeek(out _, out var at) ? at : null;

    /// <summary>The names of the profiles that were touched since this was last asked.</summary>
    public IReadOnlyList<string> TakeTouched()
    {
        string[] names = [.. touched];
        touched.Clear();
        return names;
    }

    public void Handle(ProfileEvent happened, Now now, List<Effect> effects)
    {
        if (happened is ProfileEvent.StopAllRequested)
        {
            StopAll(now, effects);
            return;
        }
        if (!profiles.TryGetValue(happened.Profile, out var profile))
        {
            if (happened is ProfileEvent.TroubleMet trouble)
                effects.Add(new Effect.Announce("", new Notice.Trouble(trouble.What)));
            if (happened is not (ProfileEvent.WasRead or ProfileEvent.WasRecovered))
                return;
            profile = new Profile(happened.Profile) { Since = now.Wall };
            profiles.Add(profile.Name, profile);
        }
        try
        {
            machine.Handle(profile, happened, now, !Ending, effects);
        }
        finally
        {
            After(profile);
        }
    }

    /// <summary>Handles every deadline that has passed.</summary>
    public void Tick(Now now, List<Effect> effects)
    {
        while (deadlines.TryPeek(out var profile, out var at) && at <= now.Monotonic)
        {
            deadlines.Dequeue();
            // An entry that is not the profile's deadline any more was superseded.
            if (profile.QueuedFor == at)
                profile.QueuedFor = null;
            if (profile.Deadline != at)
                continue;
            try
            {
                machine.Tick(profile, now, !Ending, effects);
            }
            finally
            {
                After(profile);
            }
        }
    }

    public void StopAll(Now now, List<Effect> effects)
    {
        Ending = true;
        foreach (var profile in profiles.Values.ToList())
        {
            machine.StopForShutdown(profile, now, effects);
            After(profile);
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
