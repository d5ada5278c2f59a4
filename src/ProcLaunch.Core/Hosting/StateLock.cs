using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The lock that decides which supervisor owns a state directory (flock(2)): it ends with its holder, however that ends.</summary>
internal static class StateLock
{
    private const int ExclusiveWithoutWaiting = 2 | 4;
    private const int Unlock = 8;

    /// <exception cref="StateDirectoryInUseException">Another supervisor holds it.</exception>
    /// <exception cref="IOException">The lock file cannot be used.</exception>
    public static Descriptor Take(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, "lock");
        var file = Descriptor.Open(path, Descriptor.ReadWrite | Descriptor.Create | Descriptor.NoFollow | Descriptor.NonBlocking, StateDirectory.PrivateFile);
        if (FileStatus.Of(file).Mode != StateDirectory.PrivateFile)
            file.SetMode(StateDirectory.PrivateFile);
        if (Libc.flock(file.Number, ExclusiveWithoutWaiting) == 0)
            return file;
        var error = Errno.Last;
        file.Dispose();
        throw error == Errno.EAGAIN ? new StateDirectoryInUseException(stateDirectory) : Errno.Failure($"cannot lock {path}", error);
    }

    /// <summary>Gives the lock back at once, even if a child that the host program is just making still has the descriptor.</summary>
    public static void Release(Descriptor held)
    {
        _ = Libc.flock(held.Number, Unlock);
        held.Dispose();
    }
}
