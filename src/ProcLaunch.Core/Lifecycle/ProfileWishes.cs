using ProcLaunch.Profiles;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Lifecycle;

/// <summary>What files and people want of a profile. They change the want; the state follows.</summary>
internal sealed class ProfileWishes(ProfileLifecycle lifecycle, ProfileActions actions)
{
    public void Handle(Step step, ProfileEvent wish)
    {
        switch (wish)
        {
            case WasRead read:
                HandleReading(step, read.Reading, read.Alive);
                break;
            case FilesChanged when step.Profile is { Want: not Want.Gone, Definition: { } definition }:
                HandleReading(step, ProfileReading.Of(definition), null);
                break;
            case FilesChanged:
                break;
            case Disappeared:
                HandleDisappearance(step);
                break;
            case StartRequested:
                WantByHand(step, Want.Up);
                break;
            case StopRequested:
                WantByHand(step, Want.Down);
                StopIfAlive(step);
                break;
            case RestartRequested:
                WantByHand(step, Want.Up);
                step.Profile.RestartedByHand = step.Profile.State != ProfileState.Stopped;
                StopIfAlive(step);
                break;
            case ReloadRequested:
                lifecycle.Fire(step, ProfileTrigger.Reload);
                break;
            case SignalRequested { Signal: var signal }:
                Send(step, signal);
                break;
            default:
                throw new InvalidOperationException($"no profile knows what to do with {wish.GetType().Name}");
        }
    }

    private static void Send(Step step, Signal signal)
    {
        if (step.Profile.Run is not { Service: { } service } run)
            return;
        step.Announce(new Notice.Signalled(signal, service.Pid));
        step.Do(new Effect.Send(run.Number, signal, SignalTarget.Service));
    }

    private static void WantByHand(Step step, Want want)
    {
        var profile = step.Profile;
        if (profile.Want == Want.Gone)
            return;
        profile.Want = want;
        profile.ByHand = true;
        profile.RestartedByHand = false;
        profile.EndedForGood = false;
        profile.NotBefore = null;
        profile.History = RestartHistory.Clean;
        step.Unsaved = true;
    }

    private void StopIfAlive(Step step)
    {
        if (step.Profile.State is ProfileState.Starting or ProfileState.Running)
            lifecycle.Fire(step, ProfileTrigger.Stop);
    }

    private void HandleDisappearance(Step step)
    {
        var profile = step.Profile;
        if (profile.Want == Want.Gone)
            return;
        step.Announce(new Notice.Disappeared());
        profile.Want = Want.Gone;
        profile.ByHand = false;
        // It comes back, if it does, as if for the first time; what runs is stopped by what it was started with.
        profile.Definition = null;
        profile.Complete = false;
        profile.Mistake = profile.Failure = null;
        profile.Stamp = profile.SwitchStamp = "";
        profile.NotBefore = null;
        step.Unsaved = true;
        StopIfAlive(step);
    }

    private void HandleReading(Step step, ProfileReading reading, ProcessIdentity? alive)
    {
        var profile = step.Profile;
        var first = profile.Stamp.Length == 0;
        var changed = !first && profile.Stamp != reading.Stamp;
        var switched = !first && profile.SwitchStamp != reading.SwitchStamp;
        profile.WasRead = true;
        profile.Stamp = reading.Stamp;
        profile.SwitchStamp = reading.SwitchStamp;
        step.Unsaved |= first || changed || switched;
        if (first)
            step.Announce(new Notice.Added());
        if (profile.Want == Want.Gone)
            profile.Want = Want.Down;
        if (reading.Invalid)
        {
            NoteMistake(step, string.Join("; ", reading.Problems), reading.Problems, changed || switched);
            return;
        }
        profile.Mistake = null;
        if (reading.Definition is not { } definition)
        {
            profile.Complete = false;
            return;
        }
        var before = profile.Definition;
        // The first reading after a restart of ProcLaunch; what runs keeps the definition in its record, by which it was started.
        var learned = !first && !changed && !profile.Complete;
        profile.Definition = definition;
        profile.Complete = true;
        if (changed || switched)
            step.Announce(new Notice.Changed());
        if (first || changed || before is null)
            TakeOver(step, definition, changed);
        else if (switched)
            FollowSwitches(profile, before, definition);
        // A record holds no check that could tell a secret; the files do.
        if (learned && profile is { State: ProfileState.Running, Run: { Service: { } adopted } run } && run.Definition.Health != definition.Health)
        {
            run.Definition = run.Definition with { Health = definition.Health };
            step.Do(definition.Health is null ? new Effect.EndProbes(run.Number) : new Effect.WatchHealth(run.Number, run.Definition, adopted));
        }
        // It ended, and with it the ProcLaunch before this one: whoever starts another wants it, too.
        if (learned && definition is { Essential: true, Down: false } && profile is { State: ProfileState.Stopped, Want: Want.Down, ByHand: false, EndedForGood: false })
        {
            profile.Want = Want.Up;
            step.Unsaved = true;
        }
        if (alive is { } service && (first || changed || learned) && profile.State == ProfileState.Stopped)
            AdoptDaemon(step, definition, service);
    }

    private static void NoteMistake(Step step, string mistake, IReadOnlyList<ProfileProblem> problems, bool changed)
    {
        var profile = step.Profile;
        var alive = profile.State != ProfileState.Stopped;
        if (changed || mistake != profile.Mistake)
            step.Announce(new Notice.Invalid(problems, alive));
        profile.Mistake = mistake;
        // What is alive goes on, and is restarted, by its last good definition; what is stopped waits for a good one.
        profile.Complete |= alive && profile.Definition is { Command.Count: > 0 };
    }

    private void TakeOver(Step step, ProfileDefinition definition, bool changed)
    {
        var profile = step.Profile;
        profile.Failure = null;
        profile.EndedForGood = false;
        profile.NotBefore = null;
        profile.History = RestartHistory.Clean;
        if (!definition.Down)
        {
            profile.Want = Want.Up;
            profile.ByHand = false;
        }
        if (changed && profile.State is ProfileState.Starting or ProfileState.Running)
            Renew(step, definition);
    }

    private void AdoptDaemon(Step step, ProfileDefinition definition, ProcessIdentity service)
    {
        var run = actions.NewRun(step.Profile, definition);
        run.Service = service;
        step.Do(new Effect.Adopt(run.Number, run.Instance, definition, new ProfileRemains(null, service, [])));
        lifecycle.Fire(step, ProfileTrigger.FoundRunning);
    }

    private void Renew(Step step, ProfileDefinition definition)
    {
        if (definition.ReloadSignal is null)
        {
            lifecycle.Fire(step, ProfileTrigger.Stop);
            return;
        }
        // It goes on as what it was started as, but is stopped and reloaded as the new files say.
        var run = step.Run;
        run.Definition = run.Definition with { Stop = definition.Stop, ReloadSignal = definition.ReloadSignal, Restart = definition.Restart, Log = definition.Log };
        step.Do(new Effect.KeepOutput(step.Profile.Name, definition.Log));
        lifecycle.Fire(step, ProfileTrigger.Reload);
    }

    /// <summary><c>restart</c> and <c>down</c> take effect without a restart.</summary>
    private static void FollowSwitches(Profile profile, ProfileDefinition before, ProfileDefinition definition)
    {
        // Into the record too: the next ProcLaunch decides by it about an end that nobody saw.
        if (profile.Run is { } run)
            run.Definition = run.Definition with { Restart = definition.Restart, Down = definition.Down };
        // Whoever stopped it by hand is overruled by whoever removes <c>down</c>, not by any touch of <c>restart</c>.
        if (profile.Want == Want.Down && !definition.Down && (before.Down || !profile.ByHand))
        {
            profile.Want = Want.Up;
            profile.ByHand = false;
            profile.EndedForGood = false;
            profile.Failure = null;
            profile.History = RestartHistory.Clean;
        }
        else if (definition.Down && !profile.ByHand && profile.State == ProfileState.Stopped)
        {
            profile.Want = Want.Down;
            profile.NotBefore = null;
        }
        else if (profile.NotBefore is not null && definition.Restart.Mode == RestartMode.Never)
        {
            profile.Want = Want.Down;
            profile.NotBefore = null;
        }
    }
}
