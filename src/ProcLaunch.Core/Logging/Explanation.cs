using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>Why a profile is in its state, what happens next and what would change that: sentences about the very data the rules decide by.</summary>
internal static class Explanation
{
    /// <param name="ending">Everything is being stopped.</param>
    public static IReadOnlyList<string> Of(Profile profile, ClockReading now, bool ending)
    {
        List<string> sentences = [];
        switch (profile.Situation)
        {
            case Situation.Stopped stopped:
                ExplainStopped(profile, stopped, now, ending, sentences);
                break;
            case Situation.Starting starting:
                ExplainStarting(profile, starting, now, sentences);
                break;
            case Situation.Running running:
                ExplainRunning(profile, running, now, sentences);
                break;
            case Situation.Stopping stopping:
                ExplainStopping(profile, stopping, now, ending, sentences);
                break;
        }
        var goesOn = profile.State != ProfileState.Stopped || profile.NotBefore is not null;
        if (profile.Startable && (profile.Mistake ?? (goesOn ? profile.OrderMistake?.ToString() : null)) is { } mistake)
            sentences.Add($"What is on disk now is invalid, so it goes by its last good definition: {mistake}.");
        return sentences;
    }

    private static void ExplainStopped(Profile profile, Situation.Stopped stopped, ClockReading now, bool ending, List<string> sentences)
    {
        sentences.Add($"It has been stopped {Since(profile, now)}.");
        if (profile.Record.LastExit is { } exit)
            sentences.Add($"It last ended at {Stamp(exit.At)} with {DisplayText.Of(exit.Status)}.");
        AddFailure(profile, sentences);
        if (ending)
            sentences.Add("Everything is being stopped, so it is not started any more.");
        else if (!profile.Startable)
            ExplainUnstartable(profile, sentences);
        else if (profile is { IsWanted: true, OrderMistake: { } mistake } && stopped.Why != StopReason.Restart)
            sentences.Add($"It cannot be started because of what it depends on: {mistake.What}. It is started as soon as that is mended.");
        else if (profile is { IsWanted: true, Waiting: { } waiting })
            sentences.Add(waiting.Hopeless
                ? $"It is to be started, but {waiting}. Starting this one by hand starts that one, too."
                : $"It is to be started, but {waiting}. It is started as soon as that is so.");
        else if (profile.AwaitsRestart)
        {
            sentences.Add($"It failed {Times(profile.Record.History.Failures)} in a row, without a run of {DisplayText.Of(profile.Definition!.Restart.StableAfter)} in between, "
                + $"so it is started again in {Left(stopped.NotBefore!.Value, now)}.");
            sentences.Add("Starting it by hand, or a change of its definition, starts it now; stopping it by hand keeps it stopped.");
        }
        else
            ExplainDown(profile, stopped, profile.Definition!, sentences);
    }

    private static void ExplainUnstartable(Profile profile, List<string> sentences)
    {
        sentences.Add($"It cannot be started because {Obstacle(profile)}.");
        sentences.Add(profile switch
        {
            { WasRead: false, IsWanted: true } => "It is started as soon as it has been.",
            { WasRead: false } => "It is not started by itself then either, unless its definition changed.",
            { IsWanted: true } => "It is started as soon as that is mended.",
            { EndedForGood: false, Record.ByHand: true } => "It was stopped by hand, and stays so until it is started by hand or its definition changes.",
            _ => "When that is mended it is started, unless it is marked down.",
        });
    }

    /// <summary>Why a profile is not startable.</summary>
    private static string Obstacle(Profile profile) => profile switch
    {
        { Mistake: { } mistake } => $"its definition is invalid: {mistake}",
        { OrderMistake: { } mistake } => $"its definition is invalid: {mistake}",
        { WasRead: false } => "it is known from an earlier ProcLaunch only, and its definition has not been read yet",
        _ => "there is no run and no command",
    };

    private static void ExplainDown(Profile profile, Situation.Stopped stopped, ProfileDefinition definition, List<string> sentences)
    {
        var byHand = profile is { Want: Want.Down, Record.ByHand: true };
        switch (stopped.Why)
        {
            case StopReason.Completed when definition.Restart.Mode == RestartMode.OnFailure:
                sentences.Add("Its restart policy is on-failure and it did not fail, so it is not started again by itself.");
                break;
            case StopReason.Completed or StopReason.Failed when definition.Restart.Mode == RestartMode.Never:
                sentences.Add("Its restart policy is never, so it is not started again by itself.");
                break;
            case StopReason.Requested when byHand:
                sentences.Add(definition.Down
                    ? "It was stopped by hand."
                    : "It was stopped by hand, and stays so until it is started by hand or its definition changes.");
                break;
            default:
                if (!definition.Down)
                    sentences.Add("It is not started again by itself.");
                break;
        }
        if (definition.Down)
            sentences.Add("It is marked down, so it is started by hand only, or when down is removed.");
        else if (!byHand)
            sentences.Add($"Starting it by hand, or a change of its definition, starts it{(stopped.Why == StopReason.Failed ? "; so does the next ProcLaunch" : "")}.");
    }

    private static void ExplainStarting(Profile profile, Situation.Starting starting, ClockReading now, List<string> sentences)
    {
        var run = starting.Run;
        sentences.Add($"It has been starting {Since(profile, now)}, and is not confirmed yet.");
        if (run is { Service: { } service, Definition.Ready: not null })
            sentences.Add($"It is up as pid {service.Pid}; it is confirmed when its readiness check holds{(profile.NotReadyBecause is { } reason ? $", which it does not yet: {reason}" : "")}.");
        else if (run.Definition.PidFile is { } pidFile)
        {
            sentences.Add(starting.Launcher switch
            {
                LauncherPhase.Ended => "Its run has ended.",
                LauncherPhase.AtWork when run.Launched is { } launcher => $"Its run is at work as pid {launcher.Pid}.",
                _ => "Its run is about to be executed.",
            });
            sentences.Add($"It is confirmed when its pid file {pidFile} names a live process.");
        }
        else
            sentences.Add("It is confirmed when its program has been executed.");
        AddStopDue(profile, sentences);
        sentences.Add($"If that has not happened within {Left(starting.By, now)} from now, it is stopped and counts as failed.");
        sentences.Add(RestartForecast.OfFailedStart(profile, run, now));
    }

    private static void ExplainRunning(Profile profile, Situation.Running running, ClockReading now, List<string> sentences)
    {
        var record = profile.Record;
        sentences.Add($"It has been running {Since(profile, now)}, as pid {running.Run.Service!.Value.Pid}.");
        if (running.Run.Definition.PidFile is { } pidFile)
            sentences.Add($"It daemonized itself; its pid file is {pidFile}.");
        if (record.Restarts > 0 && record.LastExit is { } exit)
            sentences.Add($"It was restarted {Times(record.Restarts)}; it last ended at {Stamp(exit.At)} with {DisplayText.Of(exit.Status)}.");
        AddStopDue(profile, sentences);
        if (profile.Want != Want.Up)
            sentences.Add($"If it ends it stays stopped: {(record is { StopDue: true } ? "it was stopped by hand" : profile.Definition is { Down: true } ? "it is marked down" : "nobody asked for it, it was found running")}.");
        else if (!profile.Startable)
            sentences.Add($"If it ends it stays stopped, because {Obstacle(profile)}.");
        else if (record.StopDue)
            sentences.Add("If it ends it is started again at once.");
        else
            sentences.AddRange(RestartForecast.OfEnd(profile, running, now));
    }

    private static void ExplainStopping(Profile profile, Situation.Stopping stopping, ClockReading now, bool ending, List<string> sentences)
    {
        sentences.Add(stopping.OnlyRemains
            ? $"Its service has ended, and what it left behind has been stopping {Since(profile, now)}."
            : $"It has been stopping {Since(profile, now)}.");
        AddFailure(profile, sentences);
        sentences.Add(stopping.Phase switch
        {
            StopPhase.AwaitingLaunch => "Its program is only being executed; as soon as it is, it is told to end.",
            StopPhase.AwaitingLauncher => $"Its run is still at work and may finish, so that no daemon escapes; in {Left(stopping.Until!.Value, now)} it is told to end too.",
            StopPhase.Asked => $"It was sent {stopping.Run.Definition.Stop.Signal}; if anything of it is left in {Left(stopping.Until!.Value, now)}, SIGKILL follows.",
            _ => "It did not end in time and was sent SIGKILL, which is repeated every second until nothing of it is left.",
        });
        sentences.Add(profile.Then switch
        {
            Then.Forget => "Then it is forgotten, because it was removed.",
            Then.Stay when profile is { Want: Want.Down, Record.ByHand: true } => "Then it stays stopped, because it was stopped by hand.",
            Then.Stay => "Then it stays stopped.",
            _ when ending => "Then it stays stopped, because everything is being stopped.",
            _ when !profile.Startable => $"Then it stays stopped, because {Obstacle(profile)}.",
            _ when stopping.Next.NotBefore > now.Monotonic => $"Then it is started again, but not before {Left(stopping.Next.NotBefore.Value, now)} from now.",
            _ => "Then it is started again at once.",
        });
    }

    private static void AddStopDue(Profile profile, List<string> sentences)
    {
        if (profile.Record.StopDue)
            sentences.Add($"It was asked to stop{(profile.Want == Want.Up ? " and to start again" : "")}; those go first that depend on it and were asked to stop, too.");
    }

    private static void AddFailure(Profile profile, List<string> sentences)
    {
        if (profile.Record.Failure is { } failure)
            sentences.Add($"What went wrong: {failure}.");
    }

    private static string Since(Profile profile, ClockReading now)
    {
        var since = profile.Record.Since;
        return now.Wall > since ? $"since {Stamp(since)}, for {DisplayText.Rough(now.Wall - since)}" : $"since {Stamp(since)}";
    }

    private static string Left(TimeSpan until, ClockReading now) => DisplayText.Of(until > now.Monotonic ? until - now.Monotonic : TimeSpan.Zero);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
