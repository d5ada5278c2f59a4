namespace ProcLaunch.Lifecycle;

/// <summary>What a start and a running service ask for: from the launch to the confirmation, and what is told of a service then.</summary>
internal sealed class StartActions(RunNumbers runs)
{
    /// <summary>Entering starting: the record is written and the process is made.</summary>
    public void Launch(EventContext context)
    {
        var profile = context.Profile;
        var run = runs.NewRun(profile.Definition!);
        // Only the restart rules set a moment: a restart that someone asked for has none, and is not counted.
        var again = profile.Rest is { Why: StopReason.Restart, NotBefore: not null };
        profile.Record = profile.Record with { Restarts = profile.Record.Restarts + (again ? 1 : 0) };
        AwaitConfirmation(context, run, LauncherPhase.Executing);
        context.Announce(new Notice.Starting(again));
        profile.Saved = profile.Record;
        context.Do(new Effect.Launch(run.Number, run.Instance, run.Definition, profile.Record));
    }

    public static void AwaitConfirmation(EventContext context, Run run, LauncherPhase phase)
    {
        var by = context.Now.Plus(run.Definition.StartTimeout);
        context.Profile.Situation = new Situation.Starting(run, by, phase);
        context.Profile.Deadline = by;
    }

    /// <summary>A process was made, and it is not the service yet, or not known to be ready.</summary>
    public static void NoteLaunch(EventContext context, ProfileEvent.Launched launched)
    {
        var starting = (Situation.Starting)context.Profile.Situation;
        var run = starting.Run with { Launched = launched.Process, Service = starting.Run.IsDaemon ? starting.Run.Service : launched.Process };
        context.Profile.Situation = starting with { Run = run, Launcher = LauncherPhase.AtWork };
        if (!run.IsDaemon)
            AwaitReady(context, run);
    }

    public static void NoteDaemon(EventContext context, ProfileEvent.DaemonFound found)
    {
        var run = context.Run with { Service = found.Service };
        context.Profile.Situation = context.Profile.Situation.With(run);
        AwaitReady(context, run);
    }

    public static void NoteLauncherEnd(EventContext context, ProfileEvent.LauncherEnded ended)
    {
        context.Announce(new Notice.LauncherEnded(ended.Status));
        if (context.Profile.Situation is Situation.Starting starting)
            context.Profile.Situation = starting with { Launcher = LauncherPhase.Ended };
    }

    /// <summary>Entering running, by the process that was launched.</summary>
    public static void ConfirmLaunched(EventContext context, ProfileEvent.Launched launched) =>
        Confirm(context, context.Run with { Launched = launched.Process, Service = launched.Process }, new Notice.Running(launched.Process.Pid));

    /// <summary>Entering running, by a daemon that was found.</summary>
    public static void ConfirmDaemon(EventContext context, ProfileEvent.DaemonFound found) =>
        Confirm(context, context.Run with { Service = found.Service }, found.AlreadyRan ? new Notice.Adopted(found.Service.Pid) : new Notice.Running(found.Service.Pid));

    /// <summary>Entering running, by a readiness check that has passed.</summary>
    public static void ConfirmReady(EventContext context) => Confirm(context, context.Run, new Notice.Running(context.Run.Service!.Value.Pid));

    /// <param name="how">Whether it is told as running or as adopted.</param>
    /// <param name="from">When it was confirmed; null for now.</param>
    public static void Confirm(EventContext context, Run run, Notice how, TimeSpan? from = null)
    {
        var profile = context.Profile;
        var reloads = profile.Situation is Situation.Starting { ReloadsOnceRunning: true };
        profile.Situation = new Situation.Running(run, from ?? context.Now.Monotonic);
        profile.Record = profile.Record with { Failure = null };
        profile.Confirmations++;
        profile.Deadline = null;
        context.Announce(how);
        if (how is Notice.Running && run.Definition.Ready is not null)
            context.Announce(new Notice.Ready());
        WatchHealth(context, run);
        if (reloads)
            Reload(context);
    }

    /// <summary>Another process is the service from now on.</summary>
    public static void FollowService(EventContext context, ProfileEvent.DaemonFound found)
    {
        var run = context.Run with { Service = found.Service };
        context.Profile.Situation = context.Profile.Situation.With(run);
        context.Announce(new Notice.Running(found.Service.Pid));
        WatchHealth(context, run);
    }

    public static void ReloadOnceRunning(EventContext context) =>
        context.Profile.Situation = (Situation.Starting)context.Profile.Situation with { ReloadsOnceRunning = true };

    public static void Reload(EventContext context)
    {
        var run = context.Run;
        context.Announce(new Notice.Reloading(run.Service!.Value.Pid));
        context.Do(new Effect.Send(run.Number, run.Definition.ReloadSignal ?? Signal.Hangup, SignalTarget.Service));
    }

    /// <summary>As systemd's EXTEND_TIMEOUT_USEC: the start may take so long from now, if that is later than it might anyway.</summary>
    public static void GiveMoreTime(EventContext context, ProfileEvent.MoreTimeAsked asked)
    {
        var starting = (Situation.Starting)context.Profile.Situation;
        var until = context.Now.Plus(asked.Time);
        if (until <= starting.By)
            return;
        context.Profile.Situation = starting with { By = until };
        context.Profile.Deadline = until;
    }

    private static void AwaitReady(EventContext context, Run run)
    {
        if (run.Definition.Ready is not null)
            context.Do(new Effect.AwaitReady(run.Number, run.Definition, run.Service!.Value));
    }

    private static void WatchHealth(EventContext context, Run run)
    {
        if (run.Definition.Health is not null)
            context.Do(new Effect.WatchHealth(run.Number, run.Definition, run.Service!.Value));
    }
}
