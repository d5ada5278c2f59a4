namespace ProcLaunch.Lifecycle;

/// <summary>Whether and when to start again: pure functions of what happened and of the moment, as in Erlang's supervisor.</summary>
internal static class RestartRules
{
    private const double Jitter = 0.2;

    // A billion billion times: beyond any cap, and far from infinity, which times a delay of zero would be no number.
    private const int MostDoublings = 60;

    // Longer ones cannot be written either; an app that sets TimeSpan.MaxValue means that there is no cap.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <param name="status">How the run ended; null when it could not be started or was not confirmed in time.</param>
    /// <param name="ranFor">How long it had been running; null when it never was.</param>
    /// <param name="random">From 0 to 1: where in the jitter the delay lies.</param>
    public static RestartDecision AfterEnd(
        RestartPolicy policy, RestartHistory history, ExitStatus? status, TimeSpan? ranFor, TimeSpan now, double random)
    {
        var failures = ranFor >= policy.StableAfter ? 0 : history.Failures + 1;
        var recent = history.Restarts.RemoveAll(at => now - at >= policy.Window);
        var after = new RestartHistory(failures, recent);
        if (!Wanted(policy.Mode, status))
            return new(RestartVerdict.StayStopped, TimeSpan.Zero, after);
        if (recent.Length >= policy.MaxRestarts)
            return new(RestartVerdict.GaveUp, TimeSpan.Zero, after);
        // Without a limit nobody will ask for the times: they need not be kept.
        if (policy.MaxRestarts is not null)
            after = after with { Restarts = recent.Add(now) };
        return new(RestartVerdict.Restart, Delay(policy, failures, random), after);
    }

    /// <summary>0, d, 2d, 4d … for the first, second, third failure in a row, capped, with jitter.</summary>
    public static TimeSpan Delay(RestartPolicy policy, int failures, double random)
    {
        if (failures < 2)
            return TimeSpan.Zero;
        // In seconds as a double: doubling for days runs into the cap, never into an overflow.
        var cap = Math.Min(policy.MaxDelay.TotalSeconds, Longest.TotalSeconds);
        var seconds = Math.Min(policy.InitialDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 2, MostDoublings)), cap);
        return TimeSpan.FromSeconds(seconds * (1 - Jitter + (2 * Jitter * random)));
    }

    private static bool Wanted(RestartMode mode, ExitStatus? status) =>
        mode == RestartMode.Always || (mode == RestartMode.OnFailure && status is not { IsSuccess: true });
}
