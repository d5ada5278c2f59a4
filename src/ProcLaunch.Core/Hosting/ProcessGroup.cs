using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The process group that one process leads, or led: its members outlive it.</summary>
internal sealed class ProcessGroup(ProcessHandle leader, HostOptions options)
{
    public int Number => leader.Identity.Pid;

    /// <summary>One call says so in the usual case; else the process table is read, because the dead and unreaped do not count.</summary>
    public bool IsEmpty() => LooksEmpty() || Members().Count == 0;

    public List<ProcessIdentity> Members()
    {
        if (LooksEmpty())
            return [];
        // A pid is not given out again while a group bears its number. So if a process of that pid is alive and is not
        // the leader, the group ended and the number is a stranger's.
        if (ProcessStat.Of(Number) is { } stat && stat.StartTicks != leader.Identity.StartTicks)
            return [];
        return ProcessTable.MembersOf(Number);
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
        foreach (var member in Members())
        {
            using var handle = ProcessHandle.Open(member, options);
            handle?.Send(signal);
        }
    }

    private bool LooksEmpty()
    {
        var error = leader.SendToGroup(0);
        if (error == Errno.ENOSYS)
            // Signal 0 does no harm to whoever it reaches, and «no such process» is proof.
            error = Libc.kill(-Number, 0) == 0 ? 0 : Errno.Last;
        return error == Errno.ESRCH;
    }
}
