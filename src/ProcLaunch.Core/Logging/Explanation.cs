using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>Why a profile is in its state, what happens next and what would change that: sentences about the very data the rules decide by.</summary>
internal static class Explanation
{
    /// <param name="ending">Everything is being stopped.</param>
    public static IReadOnlyList<string> Of(Profile profile, Now now, bool ending)
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
        if (profile.Mistake is { } mistake && profile.State != ProfileState.Stopped)
            sentences.Add($"What is on disk now is invalid, so it goes on by its last good definition: {mistake}.");
        return sentences;
    }

    private static void ExplainStopped(Profile profile, Now now, bool ending, List<string> sentences)
    {
        sentences.Add(profile.LastExit is { } exit
            ? $"It is stopped since {Moment(profile.Since, now)}; it last ended at {Stamp(exit.At)} with {Words.Of(exit.Status)}."
            : $"It is stopped since {Moment(profile.Since, now)}.");
        if (profile.Failure is { } failure)
            sentences.Add($"What went wrong: {failure}.");
        if (ending)
            sentences.Add("Everything is being stopped, so it is not started any more.");
        else if (profile.Mistake is { } mistake)
            sentences.Add($"It is not started because its definition is invalid: {mistake}. It is read again when its files change.");
        else if (!profile.Startable)
            sentences.Add("It is not started because there is nothing to run: its directory has no run and no command. Adding one starts it.");
        else if (profile.AwaitsRestart)
        {
            sentences.Add($"It failed {Times(profile.History.Failures)} without a good run ({Words.Of(profile.Definition!.Restart.StableAfter)}) in between, "
                + $"so it is started again in {Words.Of(Left(profile.NotBefore!.Value, now))}.");
            sentences.Add("Starting it by hand, or a change of its files, starts it now; stopping it by hand keeps it stopped.");
        }
        else
            ExplainDown(profile, sentences);
    }

    private static void ExplainDown(Profile profile, List<string> sentences)
    {
        var definition = profile.Definition!;
        if (profile.ByHand)
            sentences.Add("It was stopped by hand, and stays so until it is started by hand or its definition changes.");
        else if (definition.Down && profile.Failure is null && profile.LastExit is null)
            sentences.Add("It is marked down: it is started by hand only, or when down is removed.");
        else
        {
            if (profile.Failure is null || definition.Restart.Mode != RestartMode.Always)
                sentences.Add(definition.Restart.Mode switch
                {
                    RestartMode.Never => "Its restart policy is never, so it is not started again by itself.",
                    RestartMode.OnFailure => "Its restart policy is on-failure, and this was none, so it is not started again by itself.",
                    _ => "It is not started again by itself.",
                });
            sentences.Add("Starting it by hand, or a change of its files, starts it.");
        }
    }

    private static void ExplainStarting(Profile profile, Now now, List<string> sentences)
    {
        var run = profile.Run!;
        var pid = run.Launched is { } launched ? $" as pid {launched.Pid}" : "";
        sentences.Add($"It is starting since {Moment(profile.Since, now)}{pid}, and is not confirmed yet.");
        if (run.Definition.PidFile is { } pidFile)
            sentences.Add($"It is confirmed when its pid file {pidFile} names a live process.");
        sentences.Add($"If that has not happened in {Words.Of(Left(run.StartBy, now))}, it is stopped and counts as failed.");
    }

    private static void ExplainRunning(Profile profile, Now now, List<string> sentences)
    {
        var run = profile.Run!;
        sentences.Add($"It is running as pid {run.Service?.Pid} since {Moment(profile.Since, now)}.");
        if (run.Definition.PidFile is { } pidFile)
            sentences.Add($"It daemonized itself; its pid file is {pidFile}.");
        if (profile.Restarts > 0 && profile.LastExit is { } exit)
            sentences.Add($"It was restarted {Times(profile.Restarts)}; before, it ended at {Stamp(exit.At)} with {Words.Of(exit.Status)}.");
        sentences.Add(profile.Want == Want.Up ? NextAfterEnd(profile, run, now) : "It is not wanted any more: once it ends it is not started again.");
    }

    private static string NextAfterEnd(Profile profile, Run run, Now now)
    {
        var policy = (profile.Definition ?? run.Definition).Restart;
        if (policy.Mode == RestartMode.Never)
            return "If it ends it stays stopped: its restart policy is never.";
        var when = policy.Mode == RestartMode.OnFailure ? "If it fails" : "If it ends";
        if (profile.History.Failures == 0 || now.Monotonic - run.RunningSince >= policy.StableAfter)
            return $"{when} it is started again at once.";
        var delay = RestartRules.Delay(policy, profile.History.Failures + 1, 0.5);
        return $"{when} within {Words.Of(policy.StableAfter)} of its start that is failure {profile.History.Failures + 1} in a row, "
            + $"and it is started again after about {Words.Of(delay)}; later, at once.";
    }

    private static void ExplainStopping(Profile profile, Now now, bool ending, List<string> sentences)
    {
        var run = profile.Run!;
        sentences.Add(run.Remains
            ? $"Its service is dead; what it left behind is being stopped since {Moment(profile.Since, now)}."
            : $"It is being stopped since {Moment(profile.Since, now)}.");
        if (run.Kills > 0)
            sentences.Add("It did not end in time and was sent SIGKILL; it is looked at every second until the kernel has let it go.");
        else if (run.KillAt is { } killAt)
            sentences.Add($"It was sent {run.Definition.Stop.Signal}; if it is not gone in {Words.Of(Left(killAt, now))}, SIGKILL follows.");
        else
            sentences.Add($"Its run is still at work and may finish, for {Words.Of(Left(run.StartBy, now))} at most.");
        sentences.Add(profile.Want switch
        {
            Want.Gone => "Then it is forgotten: its directory is gone.",
            Want.Up when !ending && profile.Startable => profile.NotBefore > now.Monotonic
                ? $"Then it is started again, not before {Words.Of(Left(profile.NotBefore.Value, now))} from now."
                : "Then it is started again.",
            _ => "Then it stays stopped.",
        });
    }

    private static TimeSpan Left(TimeSpan until, Now now) => until > now.Monotonic ? until - now.Monotonic : TimeSpan.Zero;

    private static string Moment(DateTimeOffset at, Now now) => now.Wall >= at ? $"{Stamp(at)} ({Words.Rough(now.Wall - at)} ago)" : Stamp(at);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");
}
