using static ProcLaunch.Lifecycle.Situation;

namespace ProcLaunch.Lifecycle;

/// <summary>What a stop asks for, from its first signal until nothing is left.</summary>
internal static class StopActions
{
    /// <summary>How often a stop is looked at, whatever notifications say.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Entering stopping because it shall not run any more, or not like this.</summary>
    public static void Begin(EventContext context)
    {
        var situation = context.Profile.Situation;
        var run = context.Run;
        context.Announce(new Notice.Stopping());
        if (run.Service is not null)
            Ask(context, run, run.StopTarget);
        // A launch is in flight, or a launcher at work: killing it half-way could leave a daemon that nobody knows.
        else if (situation is Starting { Launcher: LauncherPhase.Executing } executing)
            Enter(context, new Stopping(run, StopPhase.AwaitingLaunch, run.IsDaemon ? executing.By : null, false, context.Next));
        else if (situation is Starting { Launcher: LauncherPhase.AtWork } atWork)
            Enter(context, new Stopping(run, StopPhase.AwaitingLauncher, atWork.By, false, context.Next));
        else
            Ask(context, run, SignalTarget.Everything);
    }

    /// <summary>Entering stopping because it was not confirmed in time.</summary>
    public static void BeginAfterFailedStart(EventContext context)
    {
        context.Announce(new Notice.Stopping());
        Ask(context, context.Run, SignalTarget.Everything);
        context.Do(new Effect.LookAgain(context.Run.Number));
    }

    /// <summary>Entering stopping because the service ended and left something behind.</summary>
    public static void BeginWithRemains(EventContext context)
    {
        var run = context.Run with { Service = null };
        context.Announce(new Notice.LeftBehind());
        Ask(context, run, SignalTarget.Everything, onlyRemains: true);
        context.Do(new Effect.LookAgain(run.Number));
    }

    /// <summary>Entering stopping because an earlier ProcLaunch had begun to stop it.</summary>
    public static void GoOn(EventContext context, Stopping before, Run run, bool onlyRemains)
    {
        var then = before with { Run = run, OnlyRemains = onlyRemains, Next = context.Next };
        if (before.Phase >= StopPhase.Asked && before.Until is not null && !onlyRemains)
            Enter(context, then);
        else if (before.Phase < StopPhase.Asked && run is { IsDaemon: true, Launched: not null, Service: null } && !onlyRemains)
            Enter(context, then with { Phase = StopPhase.AwaitingLauncher, Until = context.Now.Plus(run.Definition.StartTimeout) });
        else
            Ask(context, run, SignalTarget.Everything, onlyRemains);
    }

    /// <summary>The stop came before the process: it is made up for.</summary>
    public static void NoteLaunch(EventContext context, ProfileEvent.Launched launched)
    {
        var stopping = (Stopping)context.Profile.Situation;
        var run = stopping.Run with { Launched = launched.Process, Service = stopping.Run.IsDaemon ? stopping.Run.Service : launched.Process };
        if (run.IsDaemon && stopping.Phase == StopPhase.AwaitingLaunch)
            Enter(context, stopping with { Run = run, Phase = StopPhase.AwaitingLauncher });
        else
            AskAgain(context, stopping with { Run = run }, run.IsDaemon ? SignalTarget.Everything : run.StopTarget);
    }

    /// <summary>A daemon has shown itself, or a service has named another of its processes, while it was being stopped.</summary>
    public static void NoteService(EventContext context, ProfileEvent.DaemonFound found)
    {
        var stopping = (Stopping)context.Profile.Situation;
        var run = stopping.Run with { Service = found.Service };
        if (run.IsDaemon)
            AskAgain(context, stopping with { Run = run }, run.StopTarget);
        else
            Enter(context, stopping with { Run = run });
    }

    public static void NoteLauncherEnd(EventContext context, ProfileEvent.LauncherEnded ended)
    {
        context.Announce(new Notice.LauncherEnded(ended.Status));
        // It may have left a daemon that has not written its pid file yet: what carries its marker is stopped with it.
        if (context.Run.Service is null)
            StopOthers(context, (Stopping)context.Profile.Situation);
    }

    /// <summary>The service has ended, others of its run have not.</summary>
    public static void NoteServiceEnd(EventContext context, ProfileEvent.ServiceEnded ended)
    {
        RunEnds.NoteExit(context, ended.Status);
        var stopping = (Stopping)context.Profile.Situation;
        StopOthers(context, stopping with { Run = stopping.Run with { Service = null } });
    }

    /// <summary>The deadline: it is time to look again, to tell a launcher that did not finish in time, or to send SIGKILL.</summary>
    public static void LookAndEscalate(EventContext context)
    {
        var stopping = (Stopping)context.Profile.Situation;
        var run = stopping.Run;
        if (!(stopping.Until <= context.Now.Monotonic))
            Enter(context, stopping);
        else if (stopping.Phase < StopPhase.Asked)
            AskAgain(context, stopping, SignalTarget.Everything);
        else
            Kill(context, stopping);
        context.Do(new Effect.LookAgain(run.Number));
    }

    /// <summary>As systemd's EXTEND_TIMEOUT_USEC: the stop may take so long from now, if that is later than it might anyway.</summary>
    public static void GiveMoreTime(EventContext context, ProfileEvent.MoreTimeAsked asked)
    {
        var stopping = (Stopping)context.Profile.Situation;
        var until = context.Now.Plus(asked.Time);
        if (stopping.Phase == StopPhase.Asked && until > stopping.Until)
            context.Profile.Situation = stopping with { Until = until };
    }

    /// <summary>Entering stopped: the run is over.</summary>
    public static void Release(EventContext context)
    {
        var profile = context.Profile;
        var run = context.Run;
        if (profile.Situation is Stopping { OnlyRemains: false })
            context.Announce(new Notice.Stopped());
        context.Do(new Effect.Release(run.Number));
        profile.Ends++;
        profile.Situation = profile.Situation is Stopping stopping ? stopping.Next : context.Next;
        profile.Record = profile.Record with { StopDue = false };
        profile.Deadline = null;
        profile.NotReadyBecause = profile.StatusText = null;
        profile.DelayWasTold = false;
    }

    private static void Ask(EventContext context, Run run, SignalTarget target, bool onlyRemains = false)
    {
        context.SendStopSignal(run, target);
        Enter(context, new Stopping(run, StopPhase.Asked, context.Now.Plus(run.Definition.Stop.Timeout), onlyRemains, context.Next));
    }

    /// <summary>What is found or left on the way is told too. The timeout is for the whole stop: it begins with the first signal.</summary>
    private static void AskAgain(EventContext context, Stopping stopping, SignalTarget target)
    {
        context.SendStopSignal(stopping.Run, target);
        Enter(context, stopping.Phase >= StopPhase.Asked
            ? stopping
            : stopping with { Phase = StopPhase.Asked, Until = context.Now.Plus(stopping.Run.Definition.Stop.Timeout) });
    }

    private static void StopOthers(EventContext context, Stopping stopping)
    {
        // The group was told already; what has left it shows only now that its parent is gone.
        AskAgain(context, stopping, stopping.Run.StopTarget == SignalTarget.Everything ? SignalTarget.Strays : SignalTarget.Everything);
        context.Do(new Effect.LookAgain(stopping.Run.Number));
    }

    private static void Kill(EventContext context, Stopping stopping)
    {
        if (stopping.Phase != StopPhase.Unkillable)
            context.Announce(new Notice.Killing(stopping.Run.Definition.Stop.Timeout, Again: stopping.Phase == StopPhase.Killing));
        context.Do(new Effect.Send(stopping.Run.Number, Signal.Kill, SignalTarget.Everything));
        Enter(context, stopping with { Phase = stopping.Phase == StopPhase.Asked ? StopPhase.Killing : StopPhase.Unkillable });
    }

    private static void Enter(EventContext context, Stopping stopping)
    {
        var profile = context.Profile;
        profile.Situation = stopping;
        var next = context.Now.Plus(LookInterval);
        // A look that is due sooner than in a second stays due: news in between must not put it off for ever.
        if (profile.Deadline < next && profile.Deadline > context.Now.Monotonic)
            next = profile.Deadline.Value;
        profile.Deadline = stopping.Phase <= StopPhase.Asked && stopping.Until < next ? stopping.Until : next;
    }
}
