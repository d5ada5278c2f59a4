using System.Globalization;
using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>
/// Prepares the process that supervises. It is always executed anew: only a process that begins with SIGCHLD blocked has it
/// blocked in all its threads, so that orphans can be reaped and .NET's own handler stays out of it.
/// </summary>
internal static unsafe class Preparation
{
    private const ulong ChildSignal = 1UL << (17 - 1);
    private const int LastSignal = 64;
    private const int RuntimesOwn = 34; // suspends threads: without a handler it would end us
    private const nint DefaultAction = 0;
    private const int SetMask = 2;
    private const int ReadyDescriptor = 3;
    private const int LongestAnswer = 4096;

    /// <summary>Replaces this process, keeping its pid. Returns only when that fails.</summary>
    public static int Become(Settings settings)
    {
        var arguments = OwnCommand.With(CommandLine.Write(settings, new Prepared(CallerLimits.SoftOpenFiles(), null)));
        StandardStreams.FillGaps();
        var mask = stackalloc ulong[16];
        new Span<ulong>(mask, 16).Clear();
        mask[0] = ChildSignal;
        // Also lets through what the caller had blocked: SIGTERM must reach us.
        _ = Libc.pthread_sigmask(SetMask, mask, null);
        using var path = new CString(OwnCommand.Path);
        using var argv = new CStringArray(arguments);
        using var envp = new CStringArray(OwnCommand.Environment());
        // What the caller ignored (nohup, a shell's "&") would stay ignored, and never reach us. Last, because the runtime
        // lives by some of its handlers.
        for (var signal = 1; signal <= LastSignal; signal++)
        {
            if (signal != RuntimesOwn)
                _ = Libc.signal(signal, DefaultAction);
        }
        _ = Libc.execve(path, argv, envp);
        throw Errno.Failure($"cannot execute {OwnCommand.Path}", Errno.Last);
    }

    /// <summary>Starts the daemon in a session of its own and waits until it is ready, or says why it is not.</summary>
    public static int Daemonize(Settings settings)
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Descriptor.CloseOnExec) != 0)
            throw Errno.Failure("cannot make a pipe", Errno.Last);
        using var answer = new Descriptor(ends[0]);
        var write = new Descriptor(ends[1]);
        var arguments = OwnCommand.With(CommandLine.Write(settings, new Prepared(CallerLimits.SoftOpenFiles(), ReadyDescriptor)));
        using (var spawn = new PosixSpawn(ChildSignal)
            .Duplicate(write.Number, ReadyDescriptor)
            .Open(0, "/dev/null", Descriptor.ReadOnly)
            .Open(1, "/dev/null", Descriptor.WriteOnly)
            .Duplicate(1, 2)
            .CloseFrom(ReadyDescriptor + 1)
            .Enter("/"))
        {
            var error = spawn.Start(OwnCommand.Path, arguments, OwnCommand.Environment(), out _);
            if (error != 0)
                throw Errno.Failure($"cannot execute {OwnCommand.Path}", error);
        }
        write.Dispose();
        return Conclude(ReadAll(answer));
    }

    private static int Conclude(string answer) => answer switch
    {
        SupervisorProgram.Ready => ExitCode.Done,
        "" => ProcLaunchProgram.Fail(ExitCode.Failed, "the daemon ended before it was ready, and did not say why"),
        _ => ProcLaunchProgram.Fail(ExitCode.Failed, answer),
    };

    private static string ReadAll(Descriptor pipe)
    {
        var buffer = new byte[LongestAnswer];
        var length = 0;
        int count;
        while (length < buffer.Length && (count = pipe.Read(buffer.AsSpan(length))) > 0)
            length += count;
        return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\n');
    }
}
