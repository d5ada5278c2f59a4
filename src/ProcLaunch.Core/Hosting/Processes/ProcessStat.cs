using System.Globalization;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>One look at <c>/proc/PID/stat</c> (proc_pid_stat(5)).</summary>
/// <param name="StartTicks">When it started, in clock ticks since boot.</param>
/// <param name="CpuTicks">The clock ticks for which it had a processor itself; not those of its children.</param>
/// <param name="ResidentPages">How much of it is in memory.</param>
internal readonly record struct ProcessStat(
    int Pid, char State, int Parent, int Group, int Session, uint Flags, int Threads, long StartTicks, long CpuTicks, long ResidentPages)
{
    private const uint KernelThreadFlag = 0x00200000;
    private const int Longest = 1024;

    public ProcessIdentity Identity => new(Pid, StartTicks);

    /// <summary>A zombie is dead, whatever kill(pid, 0) says of it; unless only its first thread has ended.</summary>
    public bool IsDead => State is 'X' or 'x' || (State == 'Z' && Threads <= 1);

    public bool IsKernelThread => (Flags & KernelThreadFlag) != 0;

    /// <returns>Null when there is no such process, or it may not be looked at.</returns>
    /// <exception cref="IOException">We have no descriptor left to look: that must not be taken for its death.</exception>
    public static ProcessStat? Of(int pid)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        try
        {
            using var file = Descriptor.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"), Descriptor.ReadOnly);
            var length = file.Read(buffer);
            return length > 0 ? Parse(pid, buffer[..length]) : null;
        }
        catch (IOException e) when (!Errno.IsShortage(e))
        {
            return null;
        }
    }

    public static ProcessStat? Parse(int pid, ReadOnlySpan<byte> text)
    {
        // The name may contain spaces and parentheses: what counts begins behind the last one.
        var fields = text[(text.LastIndexOf((byte)')') + 1)..];
        if (fields.Length > Longest)
            return null;
        // On the stack: whoever walks through the table looks at every process of the system.
        Span<char> letters = stackalloc char[Longest];
        Span<Range> ranges = stackalloc Range[24];
        var line = ((ReadOnlySpan<char>)letters[..Encoding.ASCII.GetChars(fields, letters)]).Trim();
        if (line.Split(ranges, ' ') < 23)
            return null;
        return long.TryParse(line[ranges[19]], CultureInfo.InvariantCulture, out var ticks)
            && int.TryParse(line[ranges[1]], CultureInfo.InvariantCulture, out var parent)
            && int.TryParse(line[ranges[2]], CultureInfo.InvariantCulture, out var group)
            && int.TryParse(line[ranges[3]], CultureInfo.InvariantCulture, out var session)
            && uint.TryParse(line[ranges[6]], CultureInfo.InvariantCulture, out var flags)
            && int.TryParse(line[ranges[17]], CultureInfo.InvariantCulture, out var threads)
            && long.TryParse(line[ranges[11]], CultureInfo.InvariantCulture, out var user)
            && long.TryParse(line[ranges[12]], CultureInfo.InvariantCulture, out var system)
            && long.TryParse(line[ranges[21]], CultureInfo.InvariantCulture, out var resident)
            ? new ProcessStat(pid, line[0], parent, group, session, flags, threads, ticks, user + system, resident)
            : null;
    }
}
