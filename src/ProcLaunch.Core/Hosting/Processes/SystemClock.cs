using System.Globalization;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Moments of the kernel's own book-keeping on one scale, so that a process and a file can be compared.</summary>
internal static class SystemClock
{
    // USER_HZ: the unit of /proc/PID/stat, 100 on every architecture supported.
    private const double TicksPerSecond = 100;

    /// <summary>A few clock ticks: what rounding and coarse file times can add up to.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Identifies this boot of the machine.</summary>
    public static string BootId { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>The time since the machine was booted: what the start of a process is measured by.</summary>
    public static TimeSpan SinceBoot()
    {
        var text = System.Text.Encoding.ASCII.GetString(PosixFiles.ReadFrom("/proc/uptime", 256, 0).Content);
        return TimeSpan.FromSeconds(double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
    }

    public static TimeSpan OfTicks(long ticks) => TimeSpan.FromSeconds(ticks / TicksPerSecond);

    public static DateTimeOffset StartOf(ProcessStat process) => TimeProvider.System.GetUtcNow() - (SinceBoot() - OfTicks(process.StartTicks));

    public static DateTimeOffset OfFile(FileFact file) => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(file.Modified / 100);
}
