using ProcLaunch.Profiles;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Lifecycle;

/// <summary>What the files of a profile say changes what is wanted and how it is run; the state follows.</summary>
internal sealed class ReadingActions(RunNumbers runs)
{
    /// <summary>The files are others than those by which it runs, and nothing but a restart makes it follow them.</summary>
    public static bool Replaces(EventContext context, WasRead read) =>
        Changes(context.Profile, read.Reading) && read.Reading is { Invalid: false, Definition: { ReloadSignal: null } };

    /// <summary>A daemon that was started by other means is there, and these files are looked at for the first time.</summary>
    public static bool Adopts(EventContext context, WasRead read) =>
        read is { Alive: not null, Reading: { Invalid: false, Definition: not null } reading }
        && (IsFirst(context.Profile) || Changes(context.Profile, reading) || IsLearned(context.Profile, reading));

    public static void Disappear(EventContext context)
    {
        var profile = context.Profile;
        context.Announce(new Notice.Disappeared());
        // It comes back, if it does, as if for the first time; what runs is stopped by what it was started with.
        profile.Record = profile.Record with { Want = Want.Gone, ByHand = false, Definition = null, Failure = null, Stamp = "", SwitchStamp = "" };
        profile.Complete = false;
        profile.Mistake = null;
        ClearDelay(profile);
    }

    public void TakeAndAdopt(EventContext context, WasRead read)
    {
        var service = read.Alive!.Value;
        Take(context, read);
        var run = runs.NewRun(read.Reading.Definition!) with { Service = service };
        context.Do(new Effect.Adopt(run.Number, run.Instance, run.Definition, new ProfileRemains(null, service, [])));
        StartActions.Confirm(context, run, new Notice.Adopted(service.Pid));
    }

    public static void TakeWhileStarting(EventContext context, WasRead read)
    {
        if (TakeAndRenew(context, read))
            StartActions.ReloadOnceRunning(context);
    }

    public static void TakeWhileRunning(EventContext context, WasRead read)
    {
        // A record holds no check that could tell a secret; the files do.
        var learns = IsLearned(context.Profile, read.Reading);
        if (TakeAndRenew(context, read))
            StartActions.Reload(context);
        var run = context.Run;
        if (!learns || read.Reading is not { Invalid: false, Definition: { } definition } || run.Definition.Health == definition.Health)
            return;
        run = run with { Definition = run.Definition with { Health = definition.Health } };
        context.Profile.Situation = context.Profile.Situation.With(run);
        context.Do(definition.Health is null ? new Effect.EndProbes(run.Number) : new Effect.WatchHealth(run.Number, run.Definition, run.Service!.Value));
    }

    public static void Take(EventContext context, WasRead read)
    {
        var (profile, reading) = (context.Profile, read.Reading);
        var first = IsFirst(profile);
        var changed = Changes(profile, reading);
        var switched = !first && profile.Record.SwitchStamp != reading.SwitchStamp;
        var learned = IsLearned(profile, reading);
        profile.WasRead = true;
        if (first || changed || switched)
            profile.Record = profile.Record with { Stamp = reading.Stamp, SwitchStamp = reading.SwitchStamp };
        if (first)
            context.Announce(new Notice.Added());
        if (profile.Want == Want.Gone)
            profile.Record = profile.Record with { Want = Want.Down };
        if (reading.Invalid)
        {
            NoteMistake(context, reading.Problems, changed || switched);
            return;
        }
        profile.Mistake = null;
        profile.Complete = reading.Definition is not null;
        if (reading.Definition is not { } definition)
            return;
        var before = profile.Definition;
        // The same files said the same before: what is on disk is up to date.
        var isSaved = ReferenceEquals(profile.Record, profile.Saved) && learned && !switched;
        profile.Record = profile.Record with { Definition = definition };
        if (isSaved)
            profile.Saved = profile.Record;
        if (changed || switched)
            context.Announce(new Notice.Changed());
        if (first || changed || before is null)
            TakeOver(profile, definition, stays: read.WasHeldBack && profile is { Want: Want.Down, Record.ByHand: true });
        else if (switched)
            FollowSwitches(profile, before, definition);
        // It ended, and with it the ProcLaunch before this one: whoever starts another wants it, too.
        if (learned && definition is { Essential: true, Down: false } && profile is { State: ProfileState.Stopped, EndedForGood: true })
            ClearDelay(profile);
    }

    /// <returns>True: it goes on as what it was started as, and is to be sent its reload signal.</returns>
    private static bool TakeAndRenew(EventContext context, WasRead read)
    {
        var renews = Changes(context.Profile, read.Reading) && read.Reading is { Invalid: false, Definition: not null };
        Take(context, read);
        if (!renews)
            return false;
        // It is stopped and reloaded as the new files say.
        var (run, definition) = (context.Run, read.Reading.Definition!);
        context.Profile.Situation = context.Profile.Situation.With(run with
        {
            Definition = run.Definition with { Stop = definition.Stop, ReloadSignal = definition.ReloadSignal, Restart = definition.Restart, Log = definition.Log },
        });
        context.Do(new Effect.KeepOutput(context.Profile.Name, definition.Log));
        return true;
    }

    private static bool IsFirst(Profile profile) => profile.Record.Stamp.Length == 0;

    private static bool Changes(Profile profile, ProfileReading reading) => !IsFirst(profile) && profile.Record.Stamp != reading.Stamp;

    /// <summary>The first reading after a restart of ProcLaunch; what runs keeps the definition in its record, by which it was started.</summary>
    private static bool IsLearned(Profile profile, ProfileReading reading) => !IsFirst(profile) && !Changes(profile, reading) && !profile.Complete;

    private static void NoteMistake(EventContext context, IReadOnlyList<ProfileProblem> problems, bool changed)
    {
        var profile = context.Profile;
        var mistake = string.Join("; ", problems);
        var alive = profile.State != ProfileState.Stopped;
        if (changed || mistake != profile.Mistake)
            context.Announce(new Notice.Invalid(problems, alive));
        profile.Mistake = mistake;
        // What is alive goes on, and is restarted, by its last good definition; what is stopped waits for a good one.
        profile.Complete |= alive && profile.Definition is { Command.Count: > 0 };
    }

    /// <param name="stays">It stays stopped all the same.</param>
    private static void TakeOver(Profile profile, ProfileDefinition definition, bool stays)
    {
        profile.Record = profile.Record with { Failure = null, History = RestartHistory.Clean };
        ClearDelay(profile);
        if (!definition.Down && !stays)
            profile.Record = profile.Record with { Want = Want.Up, ByHand = false };
    }

    /// <summary><c>restart</c> and <c>down</c> take effect without a restart.</summary>
    private static void FollowSwitches(Profile profile, ProfileDefinition before, ProfileDefinition definition)
    {
        // Into the record too: the next ProcLaunch decides by it about an end that nobody saw.
        if (profile.Run is { } run)
            profile.Situation = profile.Situation.With(run with { Definition = run.Definition with { Restart = definition.Restart, Down = definition.Down } });
        // Whoever stopped it by hand is overruled by whoever removes <c>down</c>, not by any touch of <c>restart</c>.
        var isFreed = profile.EndedForGood || (profile.Want == Want.Down && (before.Down || !profile.Record.ByHand));
        if (isFreed && !definition.Down)
        {
            profile.Record = profile.Record with { Want = Want.Up, ByHand = false, Failure = null, History = RestartHistory.Clean };
            ClearDelay(profile);
        }
        else if (definition.Down && !profile.Record.ByHand && profile.State == ProfileState.Stopped)
        {
            profile.Record = profile.Record with { Want = Want.Down };
            ClearDelay(profile);
        }
        else if (profile is { NotBefore: not null, EndedForGood: false } && definition.Restart.Mode == RestartMode.Never)
            SetRest(profile, new Situation.Stopped(StopReason.Failed, profile.NotBefore));
    }

    /// <summary>No delay and no end is to be heeded any more.</summary>
    private static void ClearDelay(Profile profile) => SetRest(profile, new Situation.Stopped(StopReason.Requested));

    private static void SetRest(Profile profile, Situation.Stopped rest) => profile.Situation = profile.Situation switch
    {
        Situation.Stopped => rest,
        Situation.Stopping stopping => stopping with { Next = rest },
        var alive => alive,
    };
}
