using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The process group that one process leads, or led: its members outlive it.</summary>
/// <param name="memory">What is known of the processes of the system.</param>
internal sealed class ProcessGroup(ProcessHandle leader, HostOptions options, ProcessMemory memory)
{
    // A walk through the table can miss a process that makes another and ends while it walks.
    private const int MostWalks = 3;

    public int Number => leader.Identity.Pid;

    /// <summary>One call says so in the usual case; else the process table is read, because the dead and unreaped do not count.</summary>
    public bool IsEmpty() => LooksEmpty() || Members().Count == 0;

    /// <exception cref="IOException">There are members, it seems, but none was seen.</exception>
    public List<ProcessIdentity> Members()
    {
        if (LooksEmpty() || IsAnothers())
            return [];
        for (var walk = 1; ; walk++)
        {
            var members = memory.MembersOf(Number, out var missed, out var unreaped);
            // The dead that nobody has waited for explain why the group does not look empty.
            if (members.Count > 0 || !missed || LooksEmpty() || (unreaped && walk >= MostWalks))
                return members;
            if (walk >= MostWalks)
                break;
        }
        throw new IOException($"the members of process group {Number} come and go too quickly to be seen");
    }

    public void Send(Signal signal)
    {
        var error = leader.SendToGroup(signal.Number);
        if (error != Errno.ENOSYS)
            return;
        // While the leader lives, its number cannot be another group's.
        if (leader.IsAlive())
        {
            _ = Libc.kill(-Number, signal.Number);
            return;
        }
        if (IsAnothers())
            return;
        foreach (var member in memory.MembersOf(Number, out _, out _))
        {
            using var handle = ProcessHandle.Open(member, options);
            handle?.Send(signal);
        }
    }

    /// <summary>
    /// A pid is not given out again while a group bears its number. So if a process of that pid is there and is not the
    /// leader, the group ended and the number is a stranger's.
    /// </summary>
    private bool IsAnothers() => ProcessStat.Of(Number) is { } stat && stat.StartTicks != leader.Identity.StartTicks;

    private bool LooksEmpty()
    {
        var error = leader.SendToGroup(0);
        if (error == Errno.ENOSYS)
            // Signal 0 does no harm to whoever it reaches, and «no such process» is proof.
            error = Libc.kill(-Number, 0) == 0 ? 0 : Errno.Last;
        return error == Errno.ESRCH;
    }
}
