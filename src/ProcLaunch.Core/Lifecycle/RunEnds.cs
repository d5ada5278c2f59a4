namespace ProcLaunch.Lifecycle;

/// <summary>How a run that ends, or is ended because something is wrong with it, is noted, and what follows.</summary>
internal sealed class RunEnds(Func<double> random)
{
    /// <summary>Starting is left. By a request, a change or the confirmation: nothing is to be noted. By anything else: the start failed.</summary>
    public void LeaveStarting(EventContext context, ProfileEvent why)
    {
        switch (why)
        {
            case ProfileEvent.LaunchFailed failed:
                NoteFailedStart(context, failed.Reason, null);
                break;
            case ProfileEvent.LauncherEnded ended:
                context.Announce(new Notice.LauncherEnded(ended.Status));
                NoteFailedStart(context, $"its run ended with {DisplayText.Of(ended.Status)} and no pid file", ended.Status);
                break;
            case ProfileEvent.ServiceEnded ended:
                NoteFailedStart(context, $"it ended with {DisplayText.Of(ended.Status)} before it was confirmed", ended.Status);
                break;
            case ProfileEvent.RunVanished:
                NoteFailedStart(context, "nothing of it is left", null);
                break;
            case ProfileEvent.DeadlinePassed:
                NoteFailedStart(context, NotConfirmed(context), null);
                break;
            default:
                ForgetDelay(context);
                break;
        }
    }

    /// <summary>Running is left, because the service ended or is of no use any more, or because someone asked.</summary>
    public void LeaveRunning(EventContext context, ProfileEvent why)
    {
        var ranFor = context.Now.Monotonic - ((Situation.Running)context.Profile.Situation).From;
        switch (why)
        {
            case ProfileEvent.ServiceEnded ended:
                NoteDeath(context, ended.Status, ranFor);
                break;
            case ProfileEvent.RunVanished:
                // The news of its end will come too late, if at all.
                NoteDeath(context, ExitStatus.Unknown, ranFor);
                break;
            case ProfileEvent.FoundUnhealthy found:
                var notice = new Notice.Unhealthy(found.Reason);
                context.Profile.Record = context.Profile.Record with { Failure = notice.Problem };
                context.Profile.LastEnd = null;
                context.Announce(notice);
                Decide(context, null, ranFor);
                break;
            default:
                ForgetDelay(context);
                break;
        }
    }

    /// <summary>Stopping is left: nothing of the run is there any more.</summary>
    public static void LeaveStopping(EventContext context, ProfileEvent why)
    {
        if (why is ProfileEvent.ServiceEnded ended)
            NoteExit(context, ended.Status);
    }

    /// <summary>A service has ended.</summary>
    public static void NoteExit(EventContext context, ExitStatus status)
    {
        context.Profile.Record = context.Profile.Record with { LastExit = new ProfileExit(context.Now.Wall, status) };
        context.Profile.LastEnd = status;
    }

    public void NoteDeath(EventContext context, ExitStatus status, TimeSpan? ranFor)
    {
        NoteExit(context, status);
        var run = context.Run;
        context.Announce(new Notice.Died(run.Definition.Mode, run.Service!.Value.Pid, status));
        Decide(context, status, ranFor);
    }

    public void NoteFailedStart(EventContext context, string reason, ExitStatus? status)
    {
        var profile = context.Profile;
        var notice = new Notice.StartFailed(reason, status);
        profile.FailedStarts++;
        profile.LastEnd = status;
        profile.Record = profile.Record with
        {
            Failure = notice.Problem,
            LastExit = status is { } known ? new ProfileExit(context.Now.Wall, known) : profile.Record.LastExit,
        };
        context.Announce(notice);
        // Without its exit code: before it was confirmed, even 0 is a failure.
        Decide(context, null, null);
    }

    /// <summary>Asks the restart rules, at the moment of the end: what is left to be stopped does not delay the restart twice.</summary>
    private void Decide(EventContext context, ExitStatus? status, TimeSpan? ranFor)
    {
        var profile = context.Profile;
        if (profile.Want != Want.Up || profile.Record.StopDue)
        {
            ForgetDelay(context);
            return;
        }
        var policy = (profile.Definition ?? context.Run.Definition).Restart;
        var chance = random();
        var decision = RestartRules.AfterEnd(policy, profile.Record.History, status, ranFor, context.Now.Monotonic, chance);
        profile.Record = profile.Record with { History = decision.History };
        context.Next = decision.Verdict switch
        {
            RestartVerdict.Restart => new(StopReason.Restart, context.Now.Plus(decision.Delay)),
            RestartVerdict.GaveUp => new(StopReason.GaveUp),
            _ when status is { IsSuccess: true } => new(StopReason.Completed),
            // The next ProcLaunch starts it, and must not do so more often than its policy would.
            _ => new(StopReason.Failed, context.Now.Plus(RestartRules.Delay(policy, decision.History.Failures, chance))),
        };
        if (decision.Verdict != RestartVerdict.GaveUp)
            return;
        var notice = new Notice.GaveUp(policy.MaxRestarts!.Value, policy.Window);
        profile.Record = profile.Record with { Failure = notice.Problem };
        context.Announce(notice);
    }

    private static void ForgetDelay(EventContext context)
    {
        var profile = context.Profile;
        context.Next = new(profile.Record.StopDue && profile.Want == Want.Up ? StopReason.Restart : StopReason.Requested);
    }

    private static string NotConfirmed(EventContext context)
    {
        var reason = context.Profile.NotReadyBecause is { } because ? $": {because}" : "";
        return $"it was not confirmed within {DisplayText.Of(context.Run.Definition.StartTimeout)}{reason}";
    }
}
