using System.Globalization;
using System.Text;
using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Tests;

/// <summary>Looks at the processes of the machine, and signals those that a test started.</summary>
internal static class Processes
{
    public const int Hup = 1, Int = 2, Kill = 9, Usr1 = 10, Term = 15, Cont = 18, Stop = 19;

    public static void Signal(int pid, int signal)
    {
        pid.Should().BeGreaterThan(1);
        _ = Libc.kill(pid, signal);
    }

    /// <summary>A zombie is dead.</summary>
    public static bool IsAlive(int pid) => ProcessStat.Of(pid) is { IsDead: false };

    public static bool IsZombie(int pid) => ProcessStat.Of(pid) is { IsDead: true };

    public static Task UntilGone(int pid) => Deadline.Until(() => !IsAlive(pid), $"pid {pid} is gone");

    /// <summary>The living processes whose environment has this entry.</summary>
    public static List<int> WithVariable(string entry) =>
        [.. ProcessTable.Pids().Where(pid => Environment(pid).Contains(entry) && IsAlive(pid))];

    public static IReadOnlyList<string> Environment(int pid) =>
        Encoding.UTF8.GetString(ProcessTable.EnvironmentOf(pid)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A field of /proc/PID/status.</summary>
    public static string Status(int pid, string field) => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"))
        .First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    public static string Link(int pid, string name) =>
        File.ResolveLinkTarget(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{name}"), false)!.FullName;

    public static int Session(int pid) => ProcessStat.Of(pid)!.Value.Session;

    public static int Parent(int pid) => ProcessStat.Of(pid)!.Value.Parent;

    public static int[] Children(int parent) => [.. ProcessTable.Pids().Where(pid => ProcessStat.Of(pid)?.Parent == parent)];
}
