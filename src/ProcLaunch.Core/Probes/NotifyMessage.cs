using System.Globalization;
using System.Text;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>What one message of sd_notify(3) says; the assignments that nobody here acts on are passed over.</summary>
internal sealed class NotifyMessage
{
    private readonly Dictionary<string, string> assignments = new(StringComparer.Ordinal);

    public NotifyMessage(ReadOnlySpan<byte> bytes)
    {
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                assignments[line[..equals]] = line[(equals + 1)..];
        }
    }

    public bool Ready => Is("READY");

    public bool Stopping => Is("STOPPING");

    public bool Watchdog => Is("WATCHDOG");

    /// <summary>On one line, and never long; null when it says nothing of it.</summary>
    public string? Status => assignments.TryGetValue("STATUS", out var text) ? Quoted.Sentence(text) : null;

    public int? MainPid => assignments.TryGetValue("MAINPID", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    public TimeSpan? MoreTime =>
        assignments.TryGetValue("EXTEND_TIMEOUT_USEC", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
            ? TimeSpan.FromMicroseconds(Math.Min(microseconds, TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond / 2))
            : null;

    private bool Is(string name) => assignments.GetValueOrDefault(name) == "1";
}
