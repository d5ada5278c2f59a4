namespace ProcLaunch.Lifecycle;

/// <summary>What is wrong with whom profiles depend on: how it is told, and which readings wait until it is mended.</summary>
internal sealed class OrderMistakes(DependencyOrder order)
{
    /// <summary>So long a name in dependsOn may be unknown before that is reported: its profile may be read right after.</summary>
    private static readonly TimeSpan DoubtTime = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ProfileEvent.WasRead> heldBack = new(StringComparer.Ordinal);
    private long judgedVersion;

    /// <summary>When <see cref="Report"/> is due; null when there is nothing to report.</summary>
    public TimeSpan? ReportAt { get; private set; }

    /// <summary>What is alive goes on by its last good definition as long as the new one names nobody there is, or leads back to itself.</summary>
    public bool HoldBack(Profile profile, ProfileEvent.WasRead read, ClockReading now)
    {
        var wasHeldBack = heldBack.Remove(profile.Name);
        var goesOn = wasHeldBack || profile is { State: ProfileState.Starting or ProfileState.Running, Want: not Want.Gone };
        var mistake = goesOn && read.Reading is { Invalid: false, Definition.DependsOn: { Count: > 0 } those } ? order.ProblemOf(profile.Name, those) : null;
        if (mistake is null)
        {
            if (wasHeldBack)
                profile.OrderMistake = order.Problems.GetValueOrDefault(profile.Name);
            return false;
        }
        heldBack[profile.Name] = read with { Alive = null, WasHeldBack = true };
        profile.Mistake = null;
        profile.WasRead = true;
        Note(profile, mistake, now);
        return true;
    }

    /// <summary>The profile has disappeared: what was held back of it is void.</summary>
    public void Forget(string profile) => heldBack.Remove(profile);

    /// <returns>The readings that were held back, when the order has changed since they were.</returns>
    public IReadOnlyList<ProfileEvent.WasRead> HeldBackInAnotherOrder()
    {
        if (heldBack.Count == 0 || judgedVersion == order.Version)
            return [];
        judgedVersion = order.Version;
        return [.. heldBack.Values];
    }

    /// <returns>The profiles of which something else is wrong than before.</returns>
    public IReadOnlyList<Profile> Judge(IEnumerable<Profile> profiles, ClockReading now)
    {
        var changed = new List<Profile>();
        foreach (var profile in profiles)
        {
            var mistake = order.Problems.GetValueOrDefault(profile.Name);
            if (mistake == profile.OrderMistake || heldBack.ContainsKey(profile.Name))
                continue;
            Note(profile, mistake, now);
            changed.Add(profile);
        }
        return changed;
    }

    public void Report(IEnumerable<Profile> profiles, List<Effect> effects)
    {
        ReportAt = null;
        foreach (var profile in profiles)
        {
            if (profile.OrderMistake is { } mistake && mistake != profile.ReportedOrderMistake)
                effects.Add(new Effect.Announce(profile.Name, new Notice.Invalid([mistake], profile.State != ProfileState.Stopped)));
            profile.ReportedOrderMistake = profile.OrderMistake;
        }
    }

    private void Note(Profile profile, ProfileProblem? mistake, ClockReading now)
    {
        profile.OrderMistake = mistake;
        if (mistake is not null)
            ReportAt ??= now.Plus(DoubtTime);
    }
}
