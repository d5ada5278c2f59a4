using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// posix_spawn(3), as every service is started: its own session, all signals default and none blocked, standard input
/// from nowhere, output and error to one pipe, no other descriptor.
/// </summary>
/// <param name="softOpenFiles">The soft limit of open files to hand on; null to hand on our own. .NET raises ours at start.</param>
internal sealed unsafe class Spawner(ulong? softOpenFiles)
{
    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const short NewSession = 0x80;
    private const int OpenFiles = 7; // RLIMIT_NOFILE
    private const int SignalSetWords = 16;
    private const int OpaqueSize = 512; // more than glibc's posix_spawnattr_t and posix_spawn_file_actions_t take
    private const ulong NearTheLimit = 64;

    /// <returns>The pid.</returns>
    /// <exception cref="LaunchException">With the reason, once exec and all before it have failed or succeeded.</exception>
    public int Spawn(LaunchPlan plan, string outputPath)
    {
        if (softOpenFiles is not { } soft)
            return SpawnWithOurLimits(plan, outputPath);
        var limits = stackalloc ulong[2];
        if (Libc.prlimit(0, OpenFiles, null, limits) != 0 || limits[0] == soft)
            return SpawnWithOurLimits(plan, outputPath);
        var (own, hard) = (limits[0], limits[1]);
        soft = Math.Min(soft, hard);
        // A new descriptor has the lowest free number: it tells how many are in use. With room to spare our own limit is
        // lowered for a moment; else nobody may open a file meanwhile, and a tool in the child does it.
        using (var probe = Posix.Descriptor.Open("/dev/null", Posix.Descriptor.ReadOnly))
        {
            if ((ulong)probe.Number + NearTheLimit > soft)
                return SpawnWithOurLimits(plan.WithOpenFiles(soft, hard), outputPath);
        }
        try
        {
            limits[0] = soft;
            _ = Libc.prlimit(0, OpenFiles, limits, null);
            return SpawnWithOurLimits(plan, outputPath);
        }
        finally
        {
            limits[0] = own;
            _ = Libc.prlimit(0, OpenFiles, limits, null);
        }
    }

    private static int SpawnWithOurLimits(LaunchPlan plan, string outputPath)
    {
        var attributes = stackalloc byte[OpaqueSize];
        var actions = stackalloc byte[OpaqueSize];
        var allSignals = stackalloc ulong[SignalSetWords];
        var noSignals = stackalloc ulong[SignalSetWords];
        new Span<ulong>(allSignals, SignalSetWords).Fill(ulong.MaxValue);
        new Span<ulong>(noSignals, SignalSetWords).Clear();
        _ = Libc.posix_spawnattr_init(attributes);
        _ = Libc.posix_spawn_file_actions_init(actions);
        try
        {
            using var path = new CString(plan.Path);
            using var directory = new CString(plan.WorkingDirectory);
            using var output = new CString(outputPath);
            using var nowhere = new CString("/dev/null");
            using var arguments = new CStringArray(plan.Arguments);
            using var environment = new CStringArray(plan.Environment);
            Check(Libc.posix_spawnattr_setflags(attributes, SetSignalDefaults | SetSignalMask | NewSession));
            Check(Libc.posix_spawnattr_setsigdefault(attributes, allSignals));
            Check(Libc.posix_spawnattr_setsigmask(attributes, noSignals));
            Check(Libc.posix_spawn_file_actions_addopen(actions, 0, nowhere, Posix.Descriptor.ReadOnly, 0));
            // Read-write: the service is its own reader, and neither blocks nor gets SIGPIPE when we are gone.
            Check(Libc.posix_spawn_file_actions_addopen(actions, 1, output, Posix.Descriptor.ReadWrite, 0));
            Check(Libc.posix_spawn_file_actions_adddup2(actions, 1, 2));
            Check(Libc.posix_spawn_file_actions_addclosefrom_np(actions, 3));
            Check(Libc.posix_spawn_file_actions_addchdir_np(actions, directory));
            int pid;
            var error = Libc.posix_spawn(&pid, path, actions, attributes, arguments, environment);
            return error == 0 ? pid : throw new LaunchException(ExecFailure.Explain(plan, error));
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new LaunchException($"cannot prepare a process: {Errno.Words(error)}");
    }
}
