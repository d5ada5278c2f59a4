using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// One process, held so that a signal can never reach another (pidfd_open(2)). Where the kernel has no pidfds, the start time
/// is compared before each signal instead.
/// </summary>
internal sealed unsafe class ProcessHandle : IDisposable
{
    private const int PidfdOpen = 434;
    private const int PidfdSendSignal = 424;
    private const int ToProcessGroup = 4;
    private const short PollIn = 1;

    private readonly Descriptor? pidfd;

    private ProcessHandle(ProcessIdentity identity, int group, Descriptor? pidfd)
    {
        Identity = identity;
        Group = group;
        this.pidfd = pidfd;
    }

    public ProcessIdentity Identity { get; }

    /// <summary>The process group it was in when it was opened.</summary>
    public int Group { get; }

    /// <summary>Its group is named after it: what is in the group belongs to it.</summary>
    public bool LeadsGroup => Group == Identity.Pid;

    /// <summary>Null where the kernel has no pidfds.</summary>
    public int? Descriptor => pidfd?.Number;

    public long Registration { get; set; }

    public bool ExitSeen { get; set; }

    /// <returns>Null when it is dead, or when the pid is another process's by now.</returns>
    /// <exception cref="IOException">No descriptor is left, or the system refuses for another reason.</exception>
    public static ProcessHandle? Open(ProcessIdentity identity, bool usePidfd = true)
    {
        var fd = usePidfd ? (int)Libc.syscall(PidfdOpen, identity.Pid, 0, 0, 0) : -1;
        var error = usePidfd && fd < 0 ? Errno.Last : 0;
        if (error is Errno.ESRCH or Errno.EINVAL)
            return null;
        if (error is not (0 or Errno.ENOSYS))
            throw Errno.Failure($"cannot hold pid {identity.Pid}", error);
        var handle = fd >= 0 ? new Descriptor(fd) : null;
        // Only now is it certain whose descriptor that is.
        if (ProcessStat.Of(identity.Pid) is { IsDead: false } stat && stat.StartTicks == identity.StartTicks)
            return new ProcessHandle(identity, stat.Group, handle);
        handle?.Dispose();
        return null;
    }

    /// <summary>Holds a child that was just made and not waited for: it may have ended, but the pid is still its own.</summary>
    public static ProcessHandle OpenChild(int pid, bool usePidfd)
    {
        var fd = usePidfd ? (int)Libc.syscall(PidfdOpen, pid, 0, 0, 0) : -1;
        if (usePidfd && fd < 0 && Errno.Last != Errno.ENOSYS)
            throw Errno.Failure($"cannot hold pid {pid}", Errno.Last);
        var stat = ProcessStat.Of(pid);
        return new ProcessHandle(new ProcessIdentity(pid, stat?.StartTicks ?? 0), pid, fd >= 0 ? new Descriptor(fd) : null);
    }

    public bool IsAlive()
    {
        if (ExitSeen)
            return false;
        if (pidfd is null)
            return ProcessTable.IsAlive(Identity);
        // struct pollfd: int fd, short events, short revents.
        var entry = stackalloc int[2];
        entry[0] = pidfd.Number;
        entry[1] = PollIn;
        // Only an event proves death; a call that failed proves nothing.
        return Libc.poll(entry, 1, 0) != 1;
    }

    public void Send(Signal signal)
    {
        if (pidfd is not null)
            _ = Libc.syscall(PidfdSendSignal, pidfd.Number, signal.Number, 0, 0);
        else if (IsAlive())
            _ = Libc.kill(Identity.Pid, signal.Number);
    }

    /// <summary>Signals the whole group in one call that cannot hit a recycled number (Linux 6.9).</summary>
    /// <param name="signal">0 to ask only.</param>
    /// <returns>0, an errno, or <see cref="Errno.ENOSYS"/> where the kernel cannot do that.</returns>
    public int SendToGroup(int signal)
    {
        if (pidfd is null)
            return Errno.ENOSYS;
        if (Libc.syscall(PidfdSendSignal, pidfd.Number, signal, 0, ToProcessGroup) == 0)
            return 0;
        return Errno.Last is var error && error == Errno.EINVAL ? Errno.ENOSYS : error;
    }

    public void Dispose() => pidfd?.Dispose();
}
