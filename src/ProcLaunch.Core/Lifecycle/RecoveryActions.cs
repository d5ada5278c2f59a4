using static ProcLaunch.Lifecycle.Situation;

namespace ProcLaunch.Lifecycle;

/// <summary>What a profile's record and what still runs of it mean when ProcLaunch starts.</summary>
internal sealed class RecoveryActions(RunNumbers runs, RunEnds ends)
{
    /// <summary>The state that a record and what is alive lead to.</summary>
    public static ProfileState StateOf(ProfileEvent.WasRecovered recovered)
    {
        var (record, remains) = recovered;
        var before = record.Situation.Instance;
        // Killed before it had made the process: nothing was lost, it is simply started.
        var wasNeverThere = before is null or { Launched: null, Service: null };
        if (remains.Nothing && wasNeverThere)
            return ProfileState.Stopped;
        if (remains.Nothing || record.Situation is Stopping)
            return ProfileState.Stopping;
        if (ServiceOf(recovered) is not null)
            return ProfileState.Running;
        return record.Situation is Starting && before!.IsDaemon ? ProfileState.Starting : ProfileState.Stopping;
    }

    /// <summary>Nothing of it runs.</summary>
    public static void Rest(EventContext context, ProfileEvent.WasRecovered recovered)
    {
        var profile = context.Profile;
        Restore(profile, recovered.Record);
        profile.Record = profile.Record with
        {
            // Nothing is there that could have its turn to stop.
            StopDue = false,
            Since = recovered.Record.Situation is Stopped ? recovered.Record.Since : profile.Record.Since,
        };
    }

    /// <summary>A daemon is still being launched.</summary>
    public void Await(EventContext context, ProfileEvent.WasRecovered recovered)
    {
        Restore(context.Profile, recovered.Record);
        var run = Adopt(context, recovered);
        StartActions.AwaitConfirmation(context, run, run.Launched is null ? LauncherPhase.Ended : LauncherPhase.AtWork);
        if (OwesReload(recovered))
            StartActions.ReloadOnceRunning(context);
        KeepAge(context.Profile, recovered.Record);
    }

    /// <summary>The service is alive.</summary>
    public void TakeOver(EventContext context, ProfileEvent.WasRecovered recovered)
    {
        Restore(context.Profile, recovered.Record);
        var run = Adopt(context, recovered);
        StartActions.Confirm(context, run, new Notice.Adopted(run.Service!.Value.Pid), (recovered.Record.Situation as Running)?.From);
        if (OwesReload(recovered))
            StartActions.Reload(context);
        KeepAge(context.Profile, recovered.Record);
    }

    /// <summary>An earlier ProcLaunch had begun to stop it, or the service ended while no ProcLaunch was there to see it.</summary>
    public void Stop(EventContext context, ProfileEvent.WasRecovered recovered)
    {
        var (record, remains) = recovered;
        Restore(context.Profile, record);
        var run = Adopt(context, recovered);
        var before = record.Situation as Stopping;
        if (before is not null)
            context.Next = before.Next;
        else
            NoteUnseenEnd(context, record, run);
        var isDead = before is null || remains.Nothing;
        StopActions.GoOn(context, before ?? new Stopping(run, StopPhase.Asked, null, true, context.Next), run, onlyRemains: isDead || before!.OnlyRemains);
        if (isDead)
            context.Do(new Effect.LookAgain(run.Number));
        KeepAge(context.Profile, record);
    }

    /// <summary>A new ProcLaunch starts what is wanted, whatever became of it while nobody looked; the delay counts all the same.</summary>
    private void NoteUnseenEnd(EventContext context, ProfileRecord record, Run run)
    {
        // The rules speak of a run that is there.
        context.Profile.Situation = record.Situation.With(run with { Service = record.Situation.Instance?.Service });
        if (record.Situation is Running { Run.Service: not null })
            ends.NoteDeath(context, ExitStatus.Unknown, null);
        else if (record.Situation is Starting)
            ends.NoteFailedStart(context, "it ended while no ProcLaunch was there to see it", null);
        if (context.Next.Why == StopReason.Failed)
            context.Next = context.Next with { Why = StopReason.NotStarted };
    }

    private Run Adopt(EventContext context, ProfileEvent.WasRecovered recovered)
    {
        var (record, remains) = recovered;
        var before = record.Situation.Instance;
        var definition = before?.Definition ?? record.Definition ?? new ProfileDefinition(record.Profile);
        var run = runs.NewRun(definition, before?.Instance) with { Launched = remains.Launched, Service = ServiceOf(recovered) };
        context.Do(new Effect.Adopt(run.Number, run.Instance, definition, remains));
        return run;
    }

    private static bool OwesReload(ProfileEvent.WasRecovered recovered) => recovered.Record.Situation is Starting { ReloadsOnceRunning: true };

    private static ProcessIdentity? ServiceOf(ProfileEvent.WasRecovered recovered)
    {
        var (record, remains) = recovered;
        var definition = record.Situation.Instance?.Definition ?? record.Definition;
        return remains.Service ?? (definition is { Mode: ProfileMode.Daemon } ? null : remains.Launched);
    }

    /// <summary>The record as it was, but for the situation: that follows from what is still alive. Not startable by its definition before the files were read.</summary>
    private static void Restore(Profile profile, ProfileRecord record)
    {
        profile.Saved = record;
        profile.Record = record with
        {
            Since = profile.Record.Since,
            Situation = record.Situation switch
            {
                // Only what was seen to end well stays done, and what its policy gave up stays given up.
                Stopped { Why: StopReason.Failed } failed => failed with { Why = StopReason.NotStarted },
                Stopped stopped => stopped,
                Stopping stopping => stopping.Next,
                _ => new Stopped(StopReason.NotStarted),
            },
        };
    }

    private static void KeepAge(Profile profile, ProfileRecord record)
    {
        if (profile.State == record.Situation.State)
            profile.Record = profile.Record with { Since = record.Since };
    }
}
