namespace ProcLaunch.Lifecycle;

/// <summary>Whether and when to start again: pure functions of what happened and of the moment, as in Erlang's supervisor.</summary>
internal static class RestartRules
{
    private const double Jitter = 0.2;

    /// <summary>The longest delay that can be written in a profile: a moment that far away can still be added to a clock.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>Doubling more often changes nothing but the risk of infinity, of which zero times makes no number.</summary>
    private const int MostDoublings = 62;

    /// <param name="status">How the run ended; null when it could not be started or was not confirmed in time.</param>
    /// <param name="ranFor">How long it had been running; null when it never was.</param>
    /// <param name="random">From 0 to 1: where in the jitter the delay lies.</param>
    public static RestartDecision AfterEnd(
        RestartPolicy policy, RestartHistory history, ExitStatus? status, TimeSpan? ranFor, TimeSpan now, double random)
    {
        var failures = ranFor >= policy.StableAfter ? 0 : history.Failures == int.MaxValue ? int.MaxValue : history.Failures + 1;
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
        var doubled = policy.InitialDelay.TotalSeconds * Math.Pow(2, Math.Min(failures - 2, MostDoublings));
        var capped = Math.Min(doubled, Math.Min(policy.MaxDelay.TotalSeconds, Longest.TotalSeconds));
        return TimeSpan.FromSeconds(capped * (1 - Jitter + (2 * Jitter * random)));
    }

    private static bool Wanted(RestartMode mode, ExitStatus? status) =>
        mode == RestartMode.Always || (mode == RestartMode.OnFailure && status is not { IsSuccess: true });
}
