using System.Buffers.Binary;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>How a process ended: from waitid(2) for a child, from the pidfd for any other (PIDFD_GET_INFO, Linux 6.15), else unknown.</summary>
internal static unsafe class ChildStatus
{
    private const int ByPid = 1;
    private const int ByPidfd = 3;
    private const int NoHang = 1;
    private const int Exited = 4;
    private const int KeepZombie = 0x01000000;
    private const int CodeExited = 1;
    private const nuint GetInfo = 0xC040FF0B;
    private const ulong InfoExit = 1 << 3;

    /// <summary>Takes the status of a process known to have ended. A child is reaped by it; others are their parents' to reap.</summary>
    public static ExitStatus Take(ProcessHandle process)
    {
        var status = process.Descriptor is { } fd
            ? Wait(ByPidfd, (uint)fd, Exited | NoHang)
            // Without a pidfd the pid may be another child's by now, which is not ours to reap.
            : ProcessStat.Of(process.Identity.Pid)?.Identity == process.Identity ? Wait(ByPid, (uint)process.Identity.Pid, Exited | NoHang)
            : null;
        return status?.Status ?? Ask(process) ?? ExitStatus.Unknown;
    }

    /// <summary>The pid of some child that ended and was not waited for; 0 when there is none. It is not reaped by this.</summary>
    public static int PeekEnded()
    {
        const int anyChild = 0;
        return Wait(anyChild, 0, Exited | NoHang | KeepZombie)?.Pid ?? 0;
    }

    public static void Reap(int pid) => Wait(ByPid, (uint)pid, Exited | NoHang);

    /// <summary>Waits for a child that was sent SIGKILL, and reaps it.</summary>
    public static void Await(int pid) => Wait(ByPid, (uint)pid, Exited);

    /// <inheritdoc cref="Await(int)"/>
    public static void Await(ProcessHandle child) =>
        _ = child.Descriptor is { } fd ? Wait(ByPidfd, (uint)fd, Exited) : Wait(ByPid, (uint)child.Identity.Pid, Exited);

    private static (int Pid, ExitStatus Status)? Wait(int idType, uint id, int options)
    {
        var raw = stackalloc byte[128];
        new Span<byte>(raw, 128).Clear();
        int result;
        do
            result = Libc.waitid(idType, id, raw, options);
        while (result < 0 && Errno.Last == Errno.EINTR);
        var info = new ReadOnlySpan<byte>(raw, 128);
        var pid = BinaryPrimitives.ReadInt32LittleEndian(info[16..]);
        if (result < 0 || pid == 0)
            return null;
        var value = BinaryPrimitives.ReadInt32LittleEndian(info[24..]);
        var code = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        return (pid, code == CodeExited ? ExitStatus.Exited(value) : ExitStatus.Signaled(new Signal(value)));
    }

    private static ExitStatus? Ask(ProcessHandle process)
    {
        if (process.Descriptor is not { } fd)
            return null;
        var info = stackalloc ulong[8];
        new Span<ulong>(info, 8).Clear();
        info[0] = InfoExit;
        if (Libc.ioctl(fd, GetInfo, info) != 0 || (info[0] & InfoExit) == 0)
            return null;
        var status = ((int*)info)[15];
        return (status & 0x7f) == 0 ? ExitStatus.Exited((status >> 8) & 0xff) : ExitStatus.Signaled(new Signal(status & 0x7f));
    }
}
