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
        switch (profile.State)
        {
            case ProfileState.Stopped:
                ExplainStopped(profile, now, ending, sentences);
                break;
            case ProfileState.Starting:
                ExplainStarting(profile, now, sentences);
                break;
            case ProfileState.Running:
                ExplainRunning(profile, now, sentences);
                break;
            case ProfileState.Stopping:
                ExplainStopping(profile, now, ending, sentences);
                break;
        }
        var goesOn = profile.State != ProfileState.Stopped || profile.NotBefore is not null;
        if (profile.Startable && (profile.Mistake ?? (goesOn ? profile.OrderMistake?.ToString() : null)) is { } mistake)
            sentences.Add($"What is on disk now is invalid, so it goes by its last good definition: {mistake}.");
        return sentences;
    }

    private static void ExplainStopped(Profile profile, ClockReading now, bool ending, List<string> sentences)
    {
        sentences.Add($"It has been stopped {Since(profile, now)}.");
        if (profile.LastExit is { } exit)
            sentences.Add($"It last ended at {Stamp(exit.At)} with {DisplayText.Of(exit.Status)}.");
        AddFailure(profile, sentences);
        if (ending)
            sentences.Add("Everything is being stopped, so it is not started any more.");
        else if (!profile.Startable)
            ExplainUnstartable(profile, sentences);
        else if (profile is { Want: Want.Up, OrderMistake: { } mistake, NotBefore: null })
            sentences.Add($"It cannot be started because of what it depends on: {mistake.What}. It is started as soon as that is mended.");
        else if (profile is { Want: Want.Up, Waiting: { } waiting })
            sentences.Add(waiting.Hopeless
                ? $"It is to be started, but {waiting}. Starting this one by hand starts that one, too."
                : $"It is to be started, but {waiting}. It is started as soon as that is so.");
        else if (profile.AwaitsRestart)
        {
            sentences.Add($"It failed {Times(profile.History.Failures)} in a row, without a run of {DisplayText.Of(profile.Definition!.Restart.StableAfter)} in between, "
                + $"so it is started again in {Left(profile.NotBefore!.Value, now)}.");
            sentences.Add("Starting it by hand, or a change of its definition, starts it now; stopping it by hand keeps it stopped.");
        }
        else
            ExplainDown(profile, profile.Definition!, sentences);
    }

    private static void ExplainUnstartable(Profile profile, List<string> sentences)
    {
        sentences.Add($"It cannot be started because {Obstacle(profile)}.");
        sentences.Add(profile switch
        {
            { WasRead: false, Want: Want.Up } => "It is started as soon as it has been.",
            { WasRead: false } => "It is not started by itself then either, unless its definition changed.",
            { Want: Want.Up } => "It is started as soon as that is mended.",
            { ByHand: true } => "It was stopped by hand, and stays so until it is started by hand or its definition changes.",
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

    private static void ExplainDown(Profile profile, ProfileDefinition definition, List<string> sentences)
    {
        if (profile.ByHand)
            sentences.Add(definition.Down
                ? "It was stopped by hand."
                : "It was stopped by hand, and stays so until it is started by hand or its definition changes.");
        else if (definition.Restart.Mode == RestartMode.Never && (profile.LastExit is not null || profile.Failure is not null))
            sentences.Add("Its restart policy is never, so it is not started again by itself.");
        else if (definition.Restart.Mode == RestartMode.OnFailure && profile is { LastExit.Status.IsSuccess: true, Failure: null })
            sentences.Add("Its restart policy is on-failure and it did not fail, so it is not started again by itself.");
        else if (!definition.Down)
            sentences.Add("It is not started again by itself.");
        if (definition.Down)
            sentences.Add("It is marked down, so it is started by hand only, or when down is removed.");
        else if (!profile.ByHand)
            sentences.Add("Starting it by hand, or a change of its definition, starts it.");
    }

    private static void ExplainStarting(Profile profile, ClockReading now, List<string> sentences)
    {
        var run = profile.Run!;
        sentences.Add($"It has been starting {Since(profile, now)}, and is not confirmed yet.");
        if (run is { Service: { } service, Definition.Ready: not null })
            sentences.Add($"It is up as pid {service.Pid}; it is confirmed when its readiness check holds{(run.NotReadyBecause is { } reason ? $", which it does not yet: {reason}" : "")}.");
        else if (run.Definition.PidFile is { } pidFile)
        {
            sentences.Add(run.LauncherDone ? "Its run has ended."
                : run.Launched is { } launcher ? $"Its run is at work as pid {launcher.Pid}."
                : "Its run is about to be executed.");
            sentences.Add($"It is confirmed when its pid file {pidFile} names a live process.");
        }
        else
            sentences.Add("It is confirmed when its program has been executed.");
        sentences.Add($"If that has not happened within {Left(run.StartBy, now)} from now, it is stopped and counts as failed.");
        sentences.Add(RestartForecast.OfFailedStart(profile, run, now));
    }

    private static void ExplainRunning(Profile profile, ClockReading now, List<string> sentences)
    {
        var run = profile.Run!;
        sentences.Add($"It has been running {Since(profile, now)}, as pid {run.Service!.Value.Pid}.");
        if (run.Definition.PidFile is { } pidFile)
            sentences.Add($"It daemonized itself; its pid file is {pidFile}.");
        if (profile.Restarts > 0 && profile.LastExit is { } exit)
            sentences.Add($"It was restarted {Times(profile.Restarts)}; it last ended at {Stamp(exit.At)} with {DisplayText.Of(exit.Status)}.");
        if (profile.Want != Want.Up)
            sentences.Add($"If it ends it stays stopped: {(profile.Definition is { Down: true } ? "it is marked down" : "nobody asked for it, it was found running")}.");
        else if (!profile.Startable)
            sentences.Add($"If it ends it stays stopped, because {Obstacle(profile)}.");
        else
            sentences.AddRange(RestartForecast.OfEnd(profile, run, now));
    }

    private static void ExplainStopping(Profile profile, ClockReading now, bool ending, List<string> sentences)
    {
        var run = profile.Run!;
        sentences.Add(run.Remains
            ? $"Its service has ended, and what it left behind has been stopping {Since(profile, now)}."
            : $"It has been stopping {Since(profile, now)}.");
        AddFailure(profile, sentences);
        if (run.Kills > 0)
            sentences.Add("It did not end in time and was sent SIGKILL, which is repeated every second until nothing of it is left.");
        else if (run.KillAt is { } killAt)
            sentences.Add($"It was sent {run.Definition.Stop.Signal}; if anything of it is left in {Left(killAt, now)}, SIGKILL follows.");
        else if (run.LaunchesStill)
            sentences.Add($"Its run is still at work and may finish, so that no daemon escapes; in {Left(run.StartBy, now)} it is told to end too.");
        else
            sentences.Add("Its program is only being executed; as soon as it is, it is told to end.");
        sentences.Add(profile switch
        {
            { Want: Want.Gone } => "Then it is forgotten, because it was removed.",
            { Want: Want.Down, ByHand: true } => "Then it stays stopped, because it was stopped by hand.",
            { Want: Want.Down } => "Then it stays stopped.",
            _ when ending => "Then it stays stopped, because everything is being stopped.",
            { Startable: false } => $"Then it stays stopped, because {Obstacle(profile)}.",
            _ when profile.NotBefore > now.Monotonic => $"Then it is started again, but not before {Left(profile.NotBefore.Value, now)} from now.",
            _ => "Then it is started again at once.",
        });
    }

    private static void AddFailure(Profile profile, List<string> sentences)
    {
        if (profile.Failure is { } failure)
            sentences.Add($"What went wrong: {failure}.");
    }

    private static string Since(Profile profile, ClockReading now) =>
        now.Wall > profile.Since ? $"since {Stamp(profile.Since)}, for {DisplayText.Rough(now.Wall - profile.Since)}" : $"since {Stamp(profile.Since)}";

    private static string Left(TimeSpan until, ClockReading now) => DisplayText.Of(until > now.Monotonic ? until - now.Monotonic : TimeSpan.Zero);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Times(int count) => count == 1 ? "once" : $"{count} times";
}
