using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The processes of the system, as <c>/proc</c> shows them.</summary>
internal static class ProcessTable
{
    private const int LongestEnvironment = 4 << 20;

    private const int UsualEnvironment = 1 << 16;

    /// <summary>So often it must look empty to be so: one look may fall into an exec.</summary>
    private const int EmptyLooks = 8;

    /// <summary>On a busy machine an exec is interrupted like anything else: for so long its arguments may be there and its environment not.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestExec = TimeSpan.FromSeconds(1);

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public static IEnumerable<int> Pids() => new FileSystemEnumerable<int>(
        "/proc", static (ref entry) => int.Parse(entry.FileName, CultureInfo.InvariantCulture), Everything)
    {
        ShouldIncludePredicate = static (ref entry) => int.TryParse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture, out _),
    };

    /// <summary>Our own children, orphans that fell to us included.</summary>
    public static IEnumerable<int> OwnChildren()
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            byte[] children;
            try
            {
                children = PosixFiles.ReadFrom(task + "/children", LongestEnvironment, 0).Content;
            }
            catch (IOException)
            {
                // The thread has ended, and its children are another's.
                continue;
            }
            foreach (var word in Encoding.ASCII.GetString(children).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return int.Parse(word, CultureInfo.InvariantCulture);
        }
    }

    public static bool IsAlive(ProcessIdentity process) =>
        ProcessStat.Of(process.Pid) is { IsDead: false } stat && stat.StartTicks == process.StartTicks;

    /// <summary>Every living process that carries a marker of ours.</summary>
    /// <param name="missed">Processes ended between being listed and being looked at: it is not known whose they were.</param>
    public static List<MarkedProcess> Marked(Marker marker, out bool missed) => Marked(marker, Pids(), out missed);

    public static List<MarkedProcess> Marked(Marker marker, IEnumerable<int> pids, out bool missed)
    {
        missed = false;
        var self = Libc.getpid();
        var buffer = new byte[UsualEnvironment];
        var found = new List<MarkedProcess>();
        foreach (var pid in pids)
        {
            // Started by a service we may carry a mark ourselves.
            if (pid == self || IsPlainlyUnmarked(pid, buffer, ref missed))
                continue;
            // Looked at before and after: the environment must be of the process that the identity names.
            if (ProcessStat.Of(pid) is { IsDead: false } stat && !stat.IsKernelThread
                && marker.Read(EnvironmentOf(pid)) is { } mark
                && IsAlive(stat.Identity))
                found.Add(new MarkedProcess(stat, mark.Profile, mark.Instance));
        }
        return found;
    }

    /// <summary>Tells of nearly all, with as few calls as can be: a search waits for as many answers as there are processes.</summary>
    private static unsafe bool IsPlainlyUnmarked(int pid, Span<byte> buffer, ref bool missed)
    {
        using var path = new CString(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ"));
        var number = Libc.open(path, Descriptor.ReadOnly | Descriptor.CloseOnExec, 0);
        if (number < 0)
        {
            var error = Errno.Last;
            missed |= error == Errno.ENOENT;
            // No memory, or none that we may read.
            return error is Errno.ENOENT or Errno.ESRCH or Errno.EACCES;
        }
        using var file = new Descriptor(number);
        var length = file.Read(buffer);
        return length > 0 && length < buffer.Length && !Marker.MayBeIn(buffer[..length]);
    }

    /// <summary>The environment a process was started with; empty when it may not be read.</summary>
    /// <exception cref="IOException">We have no descriptor left to look.</exception>
    public static byte[] EnvironmentOf(int pid)
    {
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            for (var empty = 0; empty < EmptyLooks || TimeProvider.System.GetElapsedTime(began) < LongestPause;)
            {
                var environment = Text(pid, "environ");
                if (environment.Length > 0)
                    return environment;
                if (ProcessStat.Of(pid) is not { IsDead: false, IsKernelThread: false } || TimeProvider.System.GetElapsedTime(began) > LongestExec)
                    break;
                // In the middle of an exec there is no environment for a moment, and no command line either.
                if (Text(pid, "cmdline").Length > 0)
                    empty++;
                Thread.Yield();
            }
            return [];
        }
        catch (IOException e) when (!Errno.IsShortage(e))
        {
            return [];
        }
    }

    private static byte[] Text(int pid, string file) =>
        PosixFiles.ReadFrom(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"), LongestEnvironment, 0).Content;

    /// <summary>The effective user of a process; null when it is gone, or is no process but one of its threads.</summary>
    /// <exception cref="IOException">We have no descriptor left to look.</exception>
    public static uint? UserOf(int pid)
    {
        var threadGroup = string.Create(CultureInfo.InvariantCulture, $"Tgid:\t{pid}");
        try
        {
            var status = PosixFiles.ReadFrom(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"), 1 << 16, 0).Content;
            var lines = Encoding.ASCII.GetString(status).Split('\n');
            if (!lines.Contains(threadGroup))
                return null;
            foreach (var line in lines)
            {
                if (line.StartsWith("Uid:", StringComparison.Ordinal))
                    return uint.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture);
            }
        }
        catch (IOException e) when (!Errno.IsShortage(e))
        {
            // Gone: said by the null.
        }
        return null;
    }
}
