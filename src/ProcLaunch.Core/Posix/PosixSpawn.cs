using System.Runtime.InteropServices;

namespace ProcLaunch.Posix;

/// <summary>
/// One posix_spawn(3) into a session of its own, with every signal at its default. The steps happen in the child in the order
/// in which they were added.
/// </summary>
internal sealed unsafe class PosixSpawn : IDisposable
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short NewSession = 0x80;
    private const int SignalSetWords = 16;
    private const int OpaqueSize = 512; // more than glibc's posix_spawnattr_t and posix_spawn_file_actions_t take

    private readonly byte* attributes;
    private readonly byte* actions;

    /// <param name="blockedSignals">Bit n-1 for signal n; none are blocked by default.</param>
    public PosixSpawn(ulong blockedSignals = 0)
    {
        attributes = (byte*)NativeMemory.AllocZeroed(OpaqueSize);
        actions = (byte*)NativeMemory.AllocZeroed(OpaqueSize);
        var all = stackalloc ulong[SignalSetWords];
        var blocked = stackalloc ulong[SignalSetWords];
        new Span<ulong>(all, SignalSetWords).Fill(ulong.MaxValue);
        new Span<ulong>(blocked, SignalSetWords).Clear();
        blocked[0] = blockedSignals;
        Check(Libc.posix_spawnattr_init(attributes));
        Check(Libc.posix_spawn_file_actions_init(actions));
        Check(Libc.posix_spawnattr_setflags(attributes, SetSignalDefaults | SetSignalMask | NewSession));
        Check(Libc.posix_spawnattr_setsigdefault(attributes, all));
        Check(Libc.posix_spawnattr_setsigmask(attributes, blocked));
    }

    public PosixSpawn Open(int fd, string path, int flags)
    {
        using var name = new CString(path);
        Check(Libc.posix_spawn_file_actions_addopen(actions, fd, name, flags, 0));
        return this;
    }

    public PosixSpawn Duplicate(int fd, int newFd)
    {
        Check(Libc.posix_spawn_file_actions_adddup2(actions, fd, newFd));
        return this;
    }

    public PosixSpawn CloseFrom(int fd)
    {
        Check(Libc.posix_spawn_file_actions_addclosefrom_np(actions, fd));
        return this;
    }

    public PosixSpawn Enter(string directory)
    {
        using var name = new CString(directory);
        Check(Libc.posix_spawn_file_actions_addchdir_np(actions, name));
        return this;
    }

    /// <returns>0 once the program is executing, else the errno of whichever step failed.</returns>
    public int Start(string path, IReadOnlyCollection<string> arguments, IReadOnlyCollection<string> environment, out int pid)
    {
        using var program = new CString(path);
        using var argv = new CStringArray(arguments);
        using var envp = new CStringArray(environment);
        fixed (int* made = &pid)
            return Libc.posix_spawn(made, program, actions, attributes, argv, envp);
    }

    public void Dispose()
    {
        _ = Libc.posix_spawn_file_actions_destroy(actions);
        _ = Libc.posix_spawnattr_destroy(attributes);
        NativeMemory.Free(actions);
        NativeMemory.Free(attributes);
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw Errno.Failure("cannot prepare a process", error);
    }
}
