namespace ProcLaunch.Lifecycle;

/// <summary>What entering a state, or staying in it, asks for. Appends effects; decides nothing about states.</summary>
internal sealed class ProfileActions(Records records, Func<string> newInstance)
{
    /// <summary>How often a stop is looked at, whatever notifications say.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private long lastRun;

    public Run NewRun(Profile profile, ProfileDefinition definition, string? instance = null) =>
        profile.Run = new Run(++lastRun, instance ?? newInstance(), definition);

    public void Enter(Step step)
    {
        step.Profile.Since = step.Now.Wall;
        step.Profile.Deadline = null;
        step.Unsaved = true;
        step.Entered = true;
        if (step.Profile is { State: ProfileState.Stopping or ProfileState.Stopped, Run: { Definition: { Ready: not null } or { Health: not null } } run })
            step.Do(new Effect.EndProbes(run.Number));
    }

    public void Launch(Step step)
    {
        var profile = step.Profile;
        var run = NewRun(profile, profile.Definition!);
        // Only the restart rules set a moment: whatever waited for one is a restart.
        var again = profile.NotBefore is not null;
        if (again)
            profile.Restarts++;
        profile.NotBefore = null;
        profile.EndedForGood = profile.RestartedByHand = false;
        AwaitConfirmation(step);
        step.Announce(new Notice.Starting(again));
        step.Do(new Effect.Launch(run.Number, run.Instance, run.Definition, records.Of(profile)));
        step.Unsaved = false;
    }

    public void AwaitConfirmation(Step step) =>
        step.Profile.Deadline = step.Run.StartBy = step.Now.Plus(step.Run.Definition.StartTimeout);

    public void NoteLaunch(Step step) => step.Unsaved = true;

    public void NoteRunning(Step step)
    {
        step.Run.RunningSince = step.Now.Monotonic;
        step.Profile.Confirmations++;
        step.Profile.Failure = null;
        step.Announce(new Notice.Running(step.Run.Service!.Value.Pid));
        if (step.Run.Definition.Ready is not null)
            step.Announce(new Notice.Ready());
        WatchHealth(step);
        if (step.Run.ReloadWhenRunning)
            SendReload(step);
    }

    public void NoteAdopted(Step step)
    {
        step.Profile.Failure = null;
        step.Profile.Confirmations++;
        step.Run.RunningSince ??= step.Now.Monotonic;
        step.Announce(new Notice.Adopted(step.Run.Service!.Value.Pid));
        WatchHealth(step);
        if (step.Run.ReloadWhenRunning)
            SendReload(step);
    }

    public void FollowService(Step step)
    {
        step.Unsaved = true;
        step.Announce(new Notice.Running(step.Run.Service!.Value.Pid));
        WatchHealth(step);
    }

    public void ReloadLater(Step step) => step.Run.ReloadWhenRunning = true;

    public void SendReload(Step step)
    {
        step.Run.ReloadWhenRunning = false;
        step.Announce(new Notice.Reloading(step.Run.Service!.Value.Pid));
        step.Do(new Effect.Send(step.Run.Number, step.Run.Definition.ReloadSignal ?? Signal.Hangup, SignalTarget.Service));
    }

    public void BeginStop(Step step)
    {
        var run = step.Run;
        step.Announce(new Notice.Stopping());
        if (run.Service is not null)
            step.SendStopSignal(StopTarget(run.Definition));
        else if (run.LauncherDone)
            step.SendStopSignal(SignalTarget.Everything);
        // Otherwise a launch is in flight, or a launcher at work: killing it half-way could leave a daemon that nobody knows.
        Watch(step);
    }

    public void StopFailedStart(Step step)
    {
        step.Announce(new Notice.Stopping());
        step.SendStopSignal(SignalTarget.Everything);
        step.Do(new Effect.LookAgain(step.Run.Number));
        Watch(step);
    }

    public void StopRemains(Step step)
    {
        step.Run.Remains = true;
        step.Announce(new Notice.LeftBehind());
        step.SendStopSignal(SignalTarget.Everything);
        step.Do(new Effect.LookAgain(step.Run.Number));
        Watch(step);
    }

    public void GoOnStopping(Step step)
    {
        var run = step.Run;
        if (run.LaunchesStill)
            run.StartBy = step.Now.Plus(run.Definition.StartTimeout);
        else if (run.KillAt is null)
            step.SendStopSignal(SignalTarget.Everything);
        Watch(step);
    }

    /// <summary>The stop came before the process: it is made up for.</summary>
    public void StopLaunched(Step step)
    {
        step.Unsaved = true;
        if (step.Run.Definition.Mode == ProfileMode.Foreground)
            step.SendStopSignal(StopTarget(step.Run.Definition));
        Watch(step);
    }

    public void StopFoundDaemon(Step step)
    {
        step.Unsaved = true;
        step.SendStopSignal(StopTarget(step.Run.Definition));
        Watch(step);
    }

    public void StopOthers(Step step)
    {
        step.Unsaved = true;
        // The group was told already; what has left it shows only now that its parent is gone.
        step.SendStopSignal(StopTarget(step.Run.Definition) == SignalTarget.Everything ? SignalTarget.Strays : SignalTarget.Everything);
        step.Do(new Effect.LookAgain(step.Run.Number));
        Watch(step);
    }

    public void LookAndEscalate(Step step)
    {
        var run = step.Run;
        if (run.KillAt <= step.Now.Monotonic)
        {
            if (run.Kills < 2)
                step.Announce(new Notice.Killing(run.Definition.Stop.Timeout, Again: run.Kills > 0));
            run.Kills++;
            step.Do(new Effect.Send(run.Number, Signal.Kill, SignalTarget.Everything));
            run.KillAt = step.Now.Plus(LookInterval);
        }
        else if (run.LaunchesStill && run.StartBy <= step.Now.Monotonic)
        {
            step.Unsaved = true;
            step.SendStopSignal(SignalTarget.Everything);
        }
        step.Do(new Effect.LookAgain(run.Number));
        Watch(step);
    }

    /// <summary>Entering stopped: the run is over.</summary>
    public void Release(Step step, ProfileState from)
    {
        var profile = step.Profile;
        if (from == ProfileState.Stopping && !step.Run.Remains)
            step.Announce(new Notice.Stopped());
        step.Do(new Effect.Release(step.Run.Number));
        profile.Ends++;
        profile.Run = null;
    }

    private static void WatchHealth(Step step)
    {
        var run = step.Run;
        if (run.Definition.Health is not null)
            step.Do(new Effect.WatchHealth(run.Number, run.Definition, run.Service!.Value));
    }

    private static void Watch(Step step)
    {
        var next = step.Profile.Deadline ?? step.Now.Plus(LookInterval);
        step.Profile.Deadline = step.Run.KillAt < next ? step.Run.KillAt : next;
    }

    /// <summary>A daemon's children are its own to end; a foreground service is signalled as its definition says.</summary>
    private static SignalTarget StopTarget(ProfileDefinition definition) =>
        definition.Mode == ProfileMode.Daemon || definition.Stop.Scope == StopScope.Process ? SignalTarget.Service : SignalTarget.Everything;
}
