using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>Held by the guardian of a state directory for as long as it lives (flock(2)): whoever comes after a killed host waits for its work to be done.</summary>
internal static class GuardianLock
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    // Above the numbers that a child's standard streams are put at.
    private const int AboveAll = 10;
    private const int DuplicateAbove = 1030; // F_DUPFD_CLOEXEC

    // A guardian gives up earlier, on what the kernel does not let end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="IOException">The file cannot be made or locked.</exception>
    public static Descriptor Hold(string stateDirectory)
    {
        using var file = Open(stateDirectory);
        Lock(file, Shared);
        var moved = Libc.fcntl(file.Number, DuplicateAbove, AboveAll);
        return moved >= 0 ? new Descriptor(moved) : throw Errno.Failure("cannot keep the guardian's lock", Errno.Last);
    }

    /// <summary>Completes when no guardian of an earlier supervisor is at work.</summary>
    public static async Task WhenFree(string stateDirectory)
    {
        if (!File.Exists(PathOf(stateDirectory)))
            return;
        var free = Task.Run(() =>
        {
            using var file = Open(stateDirectory);
            Lock(file, Exclusive);
        });
        await Task.WhenAny(free, Task.Delay(Patience)).ConfigureAwait(false);
    }

    private static string PathOf(string stateDirectory) => new StatePaths(stateDirectory).GuardianLock;

    private static Descriptor Open(string stateDirectory) => Descriptor.Open(
        PathOf(stateDirectory), Descriptor.ReadWrite | Descriptor.Create | Descriptor.NoFollow | Descriptor.NonBlocking, StateDirectory.PrivateFile);

    private static void Lock(Descriptor file, int how)
    {
        int result;
        do
            result = Libc.flock(file.Number, how);
        while (result != 0 && Errno.Last == Errno.EINTR);
        if (result != 0)
            throw Errno.Failure("cannot lock the guardian's file", Errno.Last);
    }
}
