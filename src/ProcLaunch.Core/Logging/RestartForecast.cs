using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>What would follow on an end, in sentences: the restart rules themselves are asked, with the middle of their jitter.</summary>
internal static class RestartForecast
{
    private const double NoJitter = 0.5;

    private static readonly ExitStatus Failure = ExitStatus.Exited(1);

    /// <summary>What follows if a service that runs, is wanted and can be started ends.</summary>
    public static IEnumerable<string> OfEnd(Profile profile, Situation.Running running, ClockReading now)
    {
        var policy = PolicyOf(profile, running.Run);
        if (policy.Mode == RestartMode.Never)
        {
            yield return "If it ends it stays stopped: its restart policy is never.";
            yield break;
        }
        var ends = policy.Mode == RestartMode.OnFailure ? "fails" : "ends";
        var ranFor = now.Monotonic - running.From;
        var decision = RestartRules.AfterEnd(policy, profile.Record.History, Failure, ranFor, now.Monotonic, NoJitter);
        if (decision.Verdict == RestartVerdict.GaveUp)
            yield return $"If it {ends} {Until(LimitEnds(policy, profile.Record.History, now))}it is given up: {Limit(policy)}.";
        else if (decision.Delay > TimeSpan.Zero)
            yield return $"If it {ends} within {DisplayText.Of(policy.StableAfter - ranFor)} from now, that is failure {decision.History.Failures} in a row, "
                + $"and it is started again after about {DisplayText.Of(decision.Delay)}; later, at once.";
        else
            yield return $"If it {ends} it is started again at once.";
        if (policy.Mode == RestartMode.OnFailure)
            yield return "If it ends with exit code 0 it stays stopped: its restart policy is on-failure.";
    }

    /// <summary>What follows if the start fails that is under way.</summary>
    public static string OfFailedStart(Profile profile, Run run, ClockReading now)
    {
        if (!profile.IsWanted || !profile.Startable)
            return "If it fails it stays stopped.";
        // Someone asked for a restart: its policy is not asked.
        if (profile.Record.StopDue)
            return "If it fails it is started again at once.";
        var policy = PolicyOf(profile, run);
        var decision = RestartRules.AfterEnd(policy, profile.Record.History, null, null, now.Monotonic, NoJitter);
        return decision.Verdict switch
        {
            RestartVerdict.StayStopped => "If it fails it stays stopped: its restart policy is never.",
            RestartVerdict.GaveUp => $"If it fails it is given up: {Limit(policy)}.",
            _ when decision.Delay > TimeSpan.Zero => $"If it fails, for the {Ordinal(decision.History.Failures)} time in a row, it is started again after about {DisplayText.Of(decision.Delay)}.",
            _ => "If it fails it is started again at once.",
        };
    }

    private static RestartPolicy PolicyOf(Profile profile, Run run) => (profile.Definition ?? run.Definition).Restart;

    private static string Limit(RestartPolicy policy) =>
        policy.MaxRestarts == 0 ? "its maxRestarts is 0" : $"it was restarted {Explanation.Times(policy.MaxRestarts!.Value)} within {DisplayText.Of(policy.Window)}, which is its limit";

    /// <summary>When one restart fewer counts; null: never.</summary>
    private static TimeSpan? LimitEnds(RestartPolicy policy, RestartHistory history, ClockReading now) =>
        policy.MaxRestarts is > 0 and var most ? history.Restarts[^most] + policy.Window - now.Monotonic : null;

    private static string Until(TimeSpan? moment) => moment is { } left ? $"within {DisplayText.Of(left)} from now " : "";

    private static string Ordinal(int count) => count switch
    {
        _ when count % 100 is 11 or 12 or 13 => $"{count}th",
        _ when count % 10 == 1 => $"{count}st",
        _ when count % 10 == 2 => $"{count}nd",
        _ when count % 10 == 3 => $"{count}rd",
        _ => $"{count}th",
    };
}
