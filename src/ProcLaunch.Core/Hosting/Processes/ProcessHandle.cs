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
    private readonly bool groupByPidfd;

    private ProcessHandle(ProcessIdentity identity, int group, Descriptor? pidfd, HostOptions options)
    {
        Identity = identity;
        Group = group;
        this.pidfd = pidfd;
        groupByPidfd = pidfd is not null && options.UseGroupPidfds;
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

    /// <summary>The signal that was sent to it last, by itself; SIGCONT aside, which follows another.</summary>
    public Signal? LastSent { get; private set; }

    /// <returns>Null when it is dead, when the pid is another process's by now, or a mere thread's.</returns>
    /// <exception cref="IOException">No descriptor is left, or the system refuses for another reason.</exception>
    public static ProcessHandle? Open(ProcessIdentity identity, HostOptions? options = null)
    {
        options ??= new HostOptions();
        var pidfd = OpenPidfd(identity.Pid, options, out var error);
        // For a thread's number older kernels say EINVAL, newer ones ENOENT.
        if (error is Errno.ESRCH or Errno.EINVAL or Errno.ENOENT)
            return null;
        if (error is not (0 or Errno.ENOSYS))
            throw Errno.Failure($"cannot hold pid {identity.Pid}", error);
        try
        {
            // Only now is it certain whose descriptor that is.
            if (ProcessStat.Of(identity.Pid) is { IsDead: false } stat && stat.StartTicks == identity.StartTicks)
            {
                var handle = new ProcessHandle(identity, stat.Group, pidfd, options);
                pidfd = null;
                return handle;
            }
            return null;
        }
        finally
        {
            pidfd?.Dispose();
        }
    }

    /// <summary>Holds a child that was just made and not waited for: it may have ended, but the pid is still its own.</summary>
    /// <exception cref="IOException">No descriptor is left.</exception>
    public static ProcessHandle OpenChild(int pid, HostOptions options)
    {
        var pidfd = OpenPidfd(pid, options, out var error);
        // ESRCH: it ended, and somebody who waits for any child was quicker. A handle without start time is of a dead process.
        if (error is not (0 or Errno.ENOSYS or Errno.ESRCH))
            throw Errno.Failure($"cannot hold pid {pid}", error);
        try
        {
            var stat = error == Errno.ESRCH ? null : ProcessStat.Of(pid);
            var handle = new ProcessHandle(new ProcessIdentity(pid, stat?.StartTicks ?? 0), pid, pidfd, options);
            pidfd = null;
            return handle;
        }
        finally
        {
            pidfd?.Dispose();
        }
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
        if (signal != Signal.Continue)
            LastSent = signal;
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
        if (pidfd is null || !groupByPidfd)
            return Errno.ENOSYS;
        if (Libc.syscall(PidfdSendSignal, pidfd.Number, signal, 0, ToProcessGroup) == 0)
            return 0;
        return Errno.Last is var error && error == Errno.EINVAL ? Errno.ENOSYS : error;
    }

    public void Dispose() => pidfd?.Dispose();

    private static Descriptor? OpenPidfd(int pid, HostOptions options, out int error)
    {
        var fd = options.UsePidfds ? (int)Libc.syscall(PidfdOpen, pid, 0, 0, 0) : -1;
        error = fd >= 0 ? 0 : options.UsePidfds ? Errno.Last : Errno.ENOSYS;
        return fd >= 0 ? new Descriptor(fd) : null;
    }
}
