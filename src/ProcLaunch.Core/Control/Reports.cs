using ProcLaunch.Logging;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>What the supervisor knows, as it is told to clients.</summary>
internal static class Reports
{
    /// <summary>Three numbers.</summary>
    public static string Version { get; } = typeof(Supervisor).Assembly.GetName().Version!.ToString(3);

    public static StatusReport Of(Supervisor supervisor, IReadOnlyList<ProfileInfo> profiles, bool usage)
    {
        var used = usage ? supervisor.UsageOf(profiles) : null;
        return new StatusReport(
            new SupervisorStatus
            {
                Pid = Environment.ProcessId,
                Version = Version,
                StartedAt = supervisor.StartedAt,
                StateDirectory = supervisor.StateDirectory,
                ProfilesDirectory = supervisor.ProfilesDirectory,
            },
            [.. profiles.Select(profile => Of(profile, supervisor, profile.Pid is { } pid && used is not null && used.TryGetValue(pid, out var its) ? its : null))]);
    }

    public static RequestReport Of(string name, RequestOutcome outcome) =>
        new(name, outcome.Profile?.State, outcome.Profile?.Pid, outcome.Problem);

    public static ExplainReport Of(ProfileExplanation account) => new(
        account.Profile.Name,
        account.Profile.State,
        account.Sentences,
        [.. account.Recent.Select(told => (told.At, Text: NoticeText.Of(told.Notice))).Select(told => new LogReport(told.At, LineFormat.Name(told.Text.Level), told.Text.Message))]);

    private static ProfileStatus Of(ProfileInfo profile, Supervisor supervisor, Hosting.GroupUsage? used) => new()
    {
        Name = profile.Name,
        State = profile.State,
        Pid = profile.Pid,
        Wanted = profile.Wanted,
        Mode = profile.Mode,
        Since = profile.Since,
        UptimeSeconds = profile.RunningSince is { } since ? Math.Round((supervisor.Clock - since).TotalSeconds, 3) : null,
        Restarts = profile.Restarts,
        Failures = profile.Failures,
        NextStartAt = profile.NextStartAt,
        LastExit = profile is { LastExit: { } exit, LastExitAt: { } at } ? new ExitReport(at, exit.Code, exit.Signal?.Name) : null,
        WaitsFor = profile.WaitsFor,
        StatusText = profile.StatusText,
        Problem = profile.Problem,
        CpuPercent = used?.CpuPercent,
        MemoryBytes = used?.MemoryBytes,
    };
}
