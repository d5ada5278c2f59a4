namespace ProcLaunch.Lifecycle;

// What checks find of a service, and what it says of itself.
internal sealed partial class ProfileMachine
{
    /// <summary>It is alive and of no use: it is stopped, and counts as failed.</summary>
    private void HandleUnhealthy(Step step, string reason)
    {
        var notice = new Notice.Unhealthy(reason);
        step.Profile.Failure = notice.Problem;
        step.Profile.LastEnd = null;
        step.Announce(notice);
        Decide(step, null, step.Now.Monotonic - step.Run.RunningSince);
        lifecycle.Fire(step, ProfileTrigger.Stop);
    }

    /// <summary>As systemd's EXTEND_TIMEOUT_USEC: what it is doing may take so long from now, if that is later than it might anyway.</summary>
    private static void GiveMoreTime(Step step, TimeSpan time)
    {
        var (profile, run) = (step.Profile, step.Run);
        var until = step.Now.Plus(time);
        if (profile.State == ProfileState.Starting && until > run.StartBy)
            profile.Deadline = run.StartBy = until;
        else if (profile.State == ProfileState.Stopping && run.Kills == 0 && until > run.KillAt)
        {
            run.KillAt = until;
            step.Unsaved = true;
        }
    }

    private static string NotConfirmed(Run run)
    {
        var reason = run.NotReadyBecause is { } because ? $": {because}" : "";
        return $"it was not confirmed within {DisplayText.Of(run.Definition.StartTimeout)}{reason}";
    }
}
