using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Lifecycle;

/// <summary>
/// What an event means for one profile: notes its facts, asks the restart rules, fires the trigger. No clock, no I/O, no threads.
/// </summary>
internal sealed partial class ProfileMachine
{
    private readonly ProfileLifecycle lifecycle;
    private readonly ProfileActions actions;
    private readonly ProfileWishes wishes;
    private readonly Records records = new();
    private readonly Func<double> random;

    public ProfileMachine(Func<string> newInstance, Func<double> random)
    {
        this.random = random;
        actions = new ProfileActions(records, newInstance);
        lifecycle = new ProfileLifecycle(actions);
        wishes = new ProfileWishes(lifecycle, actions);
    }

    /// <param name="gates">What the others allow it once the event was handled.</param>
    public void Handle(Profile profile, ProfileEvent happened, ClockReading now, Func<Step, Gate> gates, List<Effect> effects)
    {
        var step = new Step(profile, now, effects);
        if (happened is RunEvent news)
        {
            // Stale news of a run that is over.
            if (profile.Run?.Number != news.Run)
                return;
            HandleNews(step, news);
        }
        else if (happened is WasRecovered recovered)
            Recover(step, recovered.Record, recovered.Remains);
        else if (happened is TroubleMet trouble)
            step.Announce(new Notice.Trouble(trouble.What));
        else
            wishes.Handle(step, happened);
        Settle(step, gates(step));
    }

    /// <summary>The deadline of the profile may have passed.</summary>
    public void Tick(Profile profile, ClockReading now, Func<Step, Gate> gates, List<Effect> effects)
    {
        if (profile.Deadline is not { } deadline || deadline > now.Monotonic)
            return;
        profile.Deadline = null;
        var step = new Step(profile, now, effects);
        if (profile.State == ProfileState.Starting)
            FailStart(step, NotConfirmed(profile.Run!), null, ProfileTrigger.TimedOut);
        else
            lifecycle.Fire(step, ProfileTrigger.TimedOut);
        Settle(step, gates(step));
    }

    /// <summary>Stops a profile without changing what is wanted of it: the next ProcLaunch starts it again.</summary>
    public void StopForShutdown(Profile profile, ClockReading now, Func<Step, Gate> gates, List<Effect> effects)
    {
        profile.NotBefore = null;
        Reconsider(profile, now, gates, effects);
    }

    /// <summary>Another profile changed that this one waits for.</summary>
    public void Reconsider(Profile profile, ClockReading now, Func<Step, Gate> gates, List<Effect> effects)
    {
        var step = new Step(profile, now, effects);
        Settle(step, gates(step));
    }


    private void HandleNews(Step step, RunEvent news)
    {
        var run = step.Run;
        switch (news)
        {
            case Launched launched:
                run.Launched = launched.Process;
                lifecycle.Fire(step, ProfileTrigger.Launched);
                if (run.Definition.Mode == ProfileMode.Foreground)
                    NoteService(step, launched.Process);
                break;
            case DaemonFound { AlreadyRan: true } found when step.Profile.State == ProfileState.Starting:
                run.Service = found.Service;
                lifecycle.Fire(step, ProfileTrigger.FoundRunning);
                break;
            case DaemonFound found:
                NoteService(step, found.Service);
                break;
            case LaunchFailed failed:
                FailStart(step, failed.Reason, null, ProfileTrigger.LaunchFailed);
                break;
            case LauncherEnded ended:
                HandleLauncherEnd(step, ended);
                break;
            case ServiceEnded ended:
                HandleServiceEnd(step, ended);
                break;
            case RunVanished:
                HandleVanished(step);
                break;
            case BecameReady when step.Profile.State == ProfileState.Starting && run.Service is not null:
                lifecycle.Fire(step, ProfileTrigger.Confirmed);
                break;
            case FoundNotReady found:
                run.NotReadyBecause = found.Reason;
                break;
            case StatusTold told:
                run.StatusText = told.Text.Length > 0 ? told.Text : null;
                break;
            case StoppingTold:
                run.StatusText ??= "it is stopping by itself";
                break;
            case MoreTimeAsked asked:
                GiveMoreTime(step, asked.Time);
                break;
            case MainProcessTold told when run.Service != told.Service:
                step.Do(new Effect.Follow(run.Number, told.Service));
                break;
            case FoundUnhealthy found when step.Profile.State == ProfileState.Running:
                HandleUnhealthy(step, found.Reason);
                break;
            case PidFileRefused refused:
                step.Announce(new Notice.PidFileRefused(refused.Reason));
                break;
        }
    }

    private void NoteService(Step step, ProcessIdentity service)
    {
        var run = step.Run;
        run.Service = service;
        if (step.Profile.State == ProfileState.Starting && run.Definition.Ready is not null)
        {
            step.Unsaved = true;
            step.Do(new Effect.AwaitReady(run.Number, run.Definition, service));
            return;
        }
        if (step.Profile.State != ProfileState.Stopping || step.Run.Definition.Mode == ProfileMode.Daemon)
            lifecycle.Fire(step, ProfileTrigger.Confirmed);
    }

    private void HandleLauncherEnd(Step step, LauncherEnded ended)
    {
        step.Announce(new Notice.LauncherEnded(ended.Status));
        step.Run.LauncherDone = true;
        if (step.Run.Service is not null)
            return;
        if (step.Profile.State == ProfileState.Stopping)
            // It may have left a daemon that has not written its pid file yet: what carries its marker is stopped with it.
            lifecycle.Fire(step, ProfileTrigger.DiedLeaving);
        else if (!ended.Status.IsSuccess)
            FailStart(step, $"its run ended with {DisplayText.Of(ended.Status)} and no pid file", ended.Status, ProfileTrigger.DiedLeaving);
    }

    private void HandleServiceEnd(Step step, ServiceEnded ended)
    {
        var trigger = ended.LeftBehind ? ProfileTrigger.DiedLeaving : ProfileTrigger.Died;
        if (step.Profile.State == ProfileState.Starting)
            FailStart(step, $"it ended with {DisplayText.Of(ended.Status)} before it was confirmed", ended.Status, trigger);
        else
            Die(step, ended.Status, trigger);
    }

    private void Die(Step step, ExitStatus status, ProfileTrigger trigger)
    {
        var profile = step.Profile;
        var run = step.Run;
        profile.LastExit = new ProfileExit(step.Now.Wall, status);
        profile.LastEnd = status;
        step.Unsaved = true;
        if (profile.State == ProfileState.Running)
        {
            step.Announce(new Notice.Died(run.Definition.Mode, run.Service!.Value.Pid, status));
            Decide(step, status, step.Now.Monotonic - run.RunningSince);
        }
        run.Service = null;
        lifecycle.Fire(step, trigger);
    }

    private void HandleVanished(Step step)
    {
        if (step.Profile.State == ProfileState.Starting)
            FailStart(step, "nothing of it is left", null, ProfileTrigger.Vanished);
        else if (step.Profile.State == ProfileState.Running)
            // The news of its end will come too late, if at all.
            Die(step, ExitStatus.Unknown, ProfileTrigger.Vanished);
        else
            lifecycle.Fire(step, ProfileTrigger.Vanished);
    }

    private void FailStart(Step step, string reason, ExitStatus? status, ProfileTrigger trigger)
    {
        if (step.Profile.State == ProfileState.Starting)
            NoteFailedStart(step, reason, status);
        lifecycle.Fire(step, trigger);
    }

    private void NoteFailedStart(Step step, string reason, ExitStatus? status)
    {
        var profile = step.Profile;
        var notice = new Notice.StartFailed(reason, status);
        profile.FailedStarts++;
        profile.Failure = notice.Problem;
        profile.LastEnd = status;
        if (status is { } known)
            profile.LastExit = new ProfileExit(step.Now.Wall, known);
        step.Announce(notice);
        // Without its exit code: before it was confirmed, even 0 is a failure.
        Decide(step, null, null);
    }

    /// <summary>Asks the restart rules, at the moment of the end: what is left to be stopped does not delay the restart twice.</summary>
    private void Decide(Step step, ExitStatus? status, TimeSpan? ranFor)
    {
        var profile = step.Profile;
        step.Run.Failed = true;
        if (profile.Want != Want.Up)
            return;
        var policy = (profile.Definition ?? step.Run.Definition).Restart;
        var decision = RestartRules.AfterEnd(policy, profile.History, status, ranFor, step.Now.Monotonic, random());
        profile.History = decision.History;
        if (decision.Verdict == RestartVerdict.Restart)
        {
            profile.NotBefore = step.Now.Plus(decision.Delay);
            return;
        }
        profile.Want = Want.Down;
        profile.ByHand = false;
        profile.EndedForGood = true;
        if (decision.Verdict == RestartVerdict.StayStopped)
            return;
        var notice = new Notice.GaveUp(policy.MaxRestarts!.Value, policy.Window);
        profile.Failure = notice.Problem;
        step.Announce(notice);
    }

    /// <summary>After every event: what is wanted now, and when to look again.</summary>
    private void Settle(Step step, Gate gate)
    {
        var profile = step.Profile;
        if (gate.MustStop && profile.State is ProfileState.Starting or ProfileState.Running)
            lifecycle.Fire(step, ProfileTrigger.Stop);
        if (profile.State == ProfileState.Stopped && profile.Want == Want.Gone)
        {
            profile.Deadline = null;
            step.Announce(new Notice.Removed());
            step.Do(new Effect.Forget(profile.Name));
            return;
        }
        if (profile.State == ProfileState.Stopped)
            SettleStopped(step, gate.MayStart);
        if (step.Unsaved)
            step.Do(new Effect.Save(records.Of(profile)));
    }

    private void SettleStopped(Step step, bool mayStart)
    {
        var profile = step.Profile;
        profile.Deadline = null;
        if (!mayStart || profile.Want != Want.Up || !profile.Startable)
            return;
        if (profile.NotBefore <= step.Now.Monotonic || profile.NotBefore is null)
            lifecycle.Fire(step, ProfileTrigger.Start);
        else
        {
            profile.Deadline = profile.NotBefore;
            if (step.Entered)
                step.Announce(new Notice.Restarting(profile.NotBefore.Value - step.Now.Monotonic, profile.History.Failures));
        }
    }
}
