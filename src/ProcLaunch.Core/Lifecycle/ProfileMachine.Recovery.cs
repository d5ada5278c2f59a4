namespace ProcLaunch.Lifecycle;

// What a profile's record and what still runs of it mean when ProcLaunch starts.
internal sealed partial class ProfileMachine
{
    private void Recover(Step step, ProfileRecord record, ProfileRemains remains)
    {
        var profile = step.Profile;
        Records.Restore(profile, record);
        var definition = record.Definition;
        if (record.State == ProfileState.Stopped && remains.Nothing)
            return;
        // Killed before it had made the process: nothing was lost, it is simply started.
        if (remains.Nothing && record.Launched is null && record.Service is null)
        {
            step.Unsaved = true;
            return;
        }
        definition ??= new ProfileDefinition(profile.Name);
        var run = actions.NewRun(profile, definition, record.Instance);
        run.Launched = remains.Launched;
        run.Service = remains.Service ?? (definition.Mode == ProfileMode.Foreground ? remains.Launched : null);
        run.LauncherDone = remains.Launched is null;
        run.RunningSince = record.RunningSince;
        run.KillAt = record.KillAt;
        run.Failed = record.Failed;
        step.Do(new Effect.Adopt(run.Number, run.Instance, definition, remains));
        if (remains.Nothing)
            RecoverDead(step, record);
        else if (record.State == ProfileState.Stopping)
            lifecycle.Fire(step, ProfileTrigger.FoundStopping);
        else if (run.Service is not null)
            lifecycle.Fire(step, ProfileTrigger.FoundRunning);
        else if (definition.Mode == ProfileMode.Daemon && record.State == ProfileState.Starting)
            lifecycle.Fire(step, ProfileTrigger.FoundStarting);
        else
            RecoverDead(step, record);
        profile.Since = record.State == profile.State ? record.Since : profile.Since;
    }

    /// <summary>The service ended while no ProcLaunch was there to see it.</summary>
    private void RecoverDead(Step step, ProfileRecord record)
    {
        var run = step.Run;
        if (record.State == ProfileState.Running && record.Service is { } service)
        {
            step.Profile.LastExit = new ProfileExit(step.Now.Wall, ExitStatus.Unknown);
            step.Announce(new Notice.Died(run.Definition.Mode, service.Pid, ExitStatus.Unknown));
            Decide(step, ExitStatus.Unknown, null);
        }
        else if (record.State == ProfileState.Starting)
            NoteFailedStart(step, "it ended while no ProcLaunch was there to see it", null);
        run.Remains = true;
        run.LauncherDone = true;
        run.KillAt = null;
        lifecycle.Fire(step, ProfileTrigger.FoundStopping);
        step.Do(new Effect.LookAgain(run.Number));
    }
}
