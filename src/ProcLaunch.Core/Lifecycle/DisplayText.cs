using System.Globalization;

namespace ProcLaunch.Lifecycle;

/// <summary>How values are written inside sentences that are data (problems, reasons).</summary>
internal static class DisplayText
{
    /// <returns><c>500ms</c>, <c>1.1s</c>, <c>60s</c>, <c>2m</c>: as the user would write it.</returns>
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalMilliseconds)}ms");
        return time.TotalSeconds > 90 && time.TotalSeconds % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalSeconds, 1)}s");
    }

    /// <returns>As people say it, the two largest units at most: <c>3d 4h</c>, <c>2h 5m</c>, <c>2m 3s</c>, <c>12s</c>.</returns>
    public static string Rough(TimeSpan time) =>
        time.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Days}d {time.Hours}h")
        : time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Hours}h {time.Minutes}m")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m {time.Seconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(time.Seconds, 0)}s");

    public static string Of(ExitStatus status) => status == ExitStatus.Unknown ? "an unknown exit status" : status.ToString();

    public static string Of(ProfileState state) => state.ToString().ToLowerInvariant();
}
