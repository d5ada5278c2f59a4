using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The lock that decides which supervisor owns a state directory (flock(2)): it ends with its holder, however that ends.</summary>
internal static class StateLock
{
    private const int ExclusiveWithoutWaiting = 2 | 4;
    private const int SharedWithoutWaiting = 1 | 4;
    private const int Unlock = 8;

    /// <exception cref="StateDirectoryInUseException">Another supervisor holds it.</exception>
    /// <exception cref="IOException">The lock file cannot be used.</exception>
    public static Descriptor Take(string stateDirectory)
    {
        var path = new StatePaths(stateDirectory).Lock;
        var file = Descriptor.Open(path, Descriptor.ReadWrite | Descriptor.Create | Descriptor.NoFollow | Descriptor.NonBlocking, StateDirectory.PrivateFile);
        if (FileStatus.Of(file).Mode != StateDirectory.PrivateFile)
            file.SetMode(StateDirectory.PrivateFile);
        // Where a shared lock can be had nobody supervises: someone is just looking (IsHeld), and done in a moment.
        do
        {
            if (Libc.flock(file.Number, ExclusiveWithoutWaiting) == 0)
                return file;
        }
        while (Libc.flock(file.Number, SharedWithoutWaiting) == 0);
        var error = Errno.Last;
        file.Dispose();
        throw error == Errno.EAGAIN ? new StateDirectoryInUseException(stateDirectory) : Errno.Failure($"cannot lock {path}", error);
    }

    /// <summary>Whether a supervisor runs on the state directory. Never keeps one from starting.</summary>
    /// <exception cref="IOException">The lock may not be looked at.</exception>
    public static bool IsHeld(string stateDirectory)
    {
        var path = new StatePaths(stateDirectory).Lock;
        if (FileStatus.Of(path, follow: false) is null)
            return false;
        using var file = Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.NoFollow | Descriptor.NonBlocking);
        return Libc.flock(file.Number, SharedWithoutWaiting) != 0;
    }

    /// <summary>Gives the lock back at once, even if a child that the host program is just making still has the descriptor.</summary>
    public static void Release(Descriptor held)
    {
        _ = Libc.flock(held.Number, Unlock);
        held.Dispose();
    }
}
