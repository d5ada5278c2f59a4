using System.Globalization;
using ProcLaunch.Control;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;

namespace ProcLaunch.Cli.Status;

/// <summary>The table of <c>status</c>: a line a profile, columns as wide as what is in them.</summary>
internal static class StatusTable
{
    private const string Gap = "  ";

    private static readonly string[] Titles = ["NAME", "STATE", "PID", "UPTIME", "RESTARTS", "CPU", "MEMORY", "NOTE"];

    // Numbers are read from the right.
    private static readonly bool[] RightAligned = [false, false, true, true, true, true, true, false];

    /// <param name="columns">How wide a line may be; what is too long ends in an ellipsis.</param>
    public static IEnumerable<string> Lines(StatusReport report, bool colour, int columns)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = report.Profiles.Select(profile => Cells(profile, now)).ToList();
        var widths = Titles.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        yield return Line(Titles, widths, columns);
        foreach (var (row, profile) in rows.Zip(report.Profiles))
        {
            var line = Line(row, widths, columns);
            yield return colour && Colour(profile) is { } code ? Painted(line, widths[0] + Gap.Length, row[1].Length, code) : line;
        }
    }

    private static string[] Cells(ProfileStatus profile, DateTimeOffset now) =>
    [
        profile.Name,
        profile.State.ToString().ToLowerInvariant(),
        profile.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-",
        profile.UptimeSeconds is { } seconds ? DisplayText.Rough(TimeSpan.FromSeconds(seconds)) : "-",
        profile.Restarts.ToString(CultureInfo.InvariantCulture),
        profile.CpuPercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent:0.0}%") : "-",
        profile.MemoryBytes is { } bytes ? Size(bytes) : "-",
        LineFormat.Escape(Note(profile, now)),
    ];

    private static string Note(ProfileStatus profile, DateTimeOffset now)
    {
        if (profile.NextStartAt is { } at)
            return $"starts again in {DisplayText.Of(at > now ? at - now : TimeSpan.Zero)} after {profile.Failures} failures, last: {LastFailure(profile)}";
        if (profile.Problem is { } problem)
            return problem;
        if (profile.WaitsFor is { } waiting)
            return waiting;
        if (profile is { State: ProfileState.Stopped, LastExit: { } exit })
            return $"ended {DisplayText.Rough(now - exit.At)} ago, {Ending(exit)}";
        return profile.StatusText ?? (profile is { State: ProfileState.Running, Wanted: false } ? "not to be started again" : "");
    }

    private static string LastFailure(ProfileStatus profile) =>
        profile.Problem ?? (profile.LastExit is { } exit ? Ending(exit) : "unknown");

    private static string Ending(ExitReport exit) =>
        exit.Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}")
        : exit.Signal is { } signal ? $"signal {signal}"
        : "exit status unknown";

    private static string Size(long bytes)
    {
        const double step = 1024;
        return bytes switch
        {
            < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / step:0} KiB"),
            < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / step / step:0.0} MiB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / step / step / step:0.0} GiB"),
        };
    }

    private static string Line(string[] cells, int[] widths, int columns)
    {
        var line = string.Join(Gap, cells.Select((cell, column) => RightAligned[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
        return line.Length <= columns ? line : string.Concat(line.AsSpan(0, Math.Max(columns - 1, 0)), "…");
    }

    private static string? Colour(ProfileStatus profile) => profile.State switch
    {
        ProfileState.Running => "32", // green
        ProfileState.Starting or ProfileState.Stopping => "33", // yellow
        _ when profile.Problem is not null => "31", // red
        _ => null,
    };

    private static string Painted(string line, int from, int length, string code) =>
        from + length <= line.Length ? $"{line[..from]}\e[{code}m{line.Substring(from, length)}\e[0m{line[(from + length)..]}" : line;
}
