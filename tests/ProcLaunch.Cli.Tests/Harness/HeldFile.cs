using System.Runtime.InteropServices;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Tests;

/// <summary>Whoever opens this file waits, like on a file system that hangs, until this is disposed (fanotify(7)).</summary>
internal sealed class HeldFile : IDisposable
{
    private const int CloseOnExec = 1, AsksForPermission = 4, AddMark = 1, Opening = 0x10000, NoDirectory = -100;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private readonly Descriptor events;

    private HeldFile(Descriptor events) => this.events = events;

    /// <returns>Null when this user or this kernel cannot do that.</returns>
    public static HeldFile? TryHold(string path)
    {
        var fd = (int)Libc.syscall(IsArm ? 262 : 300, CloseOnExec | AsksForPermission, 0, 0, 0);
        if (fd < 0)
            return null;
        var events = new Descriptor(fd);
        if (FanotifyMark(fd, AddMark, Opening, NoDirectory, path) == 0)
            return new HeldFile(events);
        events.Dispose();
        return null;
    }

    /// <summary>Completes when somebody waits.</summary>
    public Task WhenOpened() => Task.Run(() =>
    {
        var buffer = new byte[256];
        events.Read(buffer).Should().BePositive();
    }).WaitAsync(Deadline.Time);

    public void Dispose() => events.Dispose();

    [DllImport("libc", EntryPoint = "fanotify_mark", SetLastError = true)]
    private static extern int FanotifyMark(int fd, uint flags, ulong mask, int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path);
}
