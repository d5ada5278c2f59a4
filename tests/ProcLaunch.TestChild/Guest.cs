using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.TestChild;

/// <summary>
/// <c>guest [no-process]</c>: a program with children, signal handlers and settings of its own, in which supervisors work. Prints what is
/// not as it was, and at last <c>as it was</c>.
/// </summary>
internal static class Guest
{
    private const int Supervisors = 3;
    private const int Deaths = 20;
    private const int Usr1 = 10;
    private const int Chld = 17;

    public static async Task<int> RunAsync(bool usesProcess)
    {
        using var handlers = new Handlers(usesProcess ? [Signal.Interrupt.Number, Signal.Terminate.Number, Usr1, Chld] : [Signal.Interrupt.Number, Signal.Terminate.Number, Usr1]);
        // A child of the program's own that has ended, for which it will wait when it likes.
        var ended = Spawn("exit 7");
        using var own = ProcessHandle.OpenChild(ended, new HostOptions());
        while (own.IsAlive())
            Thread.Yield();
        using var running = usesProcess ? Process.Start("/bin/sleep", "1000") : null;
        var before = Settings();
        await SuperviseAsync(usesProcess);
        Same("settings", before, Settings());
        foreach (var signal in new[] { Signal.Interrupt.Number, Signal.Terminate.Number, Usr1 })
            Same($"the handler of signal {signal}", signal, await handlers.SeenAsync(signal));
        Same("the status of the program's own child", usesProcess ? "Exited 7" : "none", StatusOf(own));
        Same("a running child is left alone", usesProcess, running is { HasExited: false });
        running?.Kill();
        Console.WriteLine("as it was");
        return 0;
    }

    private static async Task SuperviseAsync(bool usesProcess)
    {
        var deaths = 0;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loggers = new LineLoggers(line =>
        {
            if (IsDeath(line, usesProcess) && Interlocked.Increment(ref deaths) == Deaths * Supervisors)
                done.TrySetResult();
        });
        var supervisors = new List<Supervisor>();
        for (var i = 0; i < Supervisors; i++)
        {
            var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = loggers });
            await supervisor.StartAsync();
            for (var j = 0; j < Deaths; j++)
                supervisor.Add(new ProfileDefinition($"four-{i}-{j}") { Command = ["/bin/sh", "-c", "echo started; exec sh -c 'exit 4'"] });
            supervisor.Add(new ProfileDefinition($"stays-{i}") { Command = ["/bin/sleep", "1000"] });
            supervisors.Add(supervisor);
        }
        if (usesProcess)
        {
            for (var i = 0; i < Deaths; i++)
            {
                using var process = Process.Start("/bin/sh", ["-c", $"exit {i}"]);
                await process.WaitForExitAsync();
                Same("an exit code of Process", i, process.ExitCode);
            }
        }
        await done.Task;
        foreach (var supervisor in supervisors)
            await supervisor.DisposeAsync();
    }

    /// <summary>Where SIGCHLD is ignored the kernel takes the exit codes away.</summary>
    private static bool IsDeath(string line, bool known) =>
        line.Contains(" died pid ", StringComparison.Ordinal) && (!known || line.EndsWith(" exit code 4", StringComparison.Ordinal));

    /// <summary>All that belongs to the whole process.</summary>
    private static string Settings() => string.Join('\n',
    [
        "directory " + Path.GetFullPath("."),
        .. File.ReadLines("/proc/self/status").Where(line => line.StartsWith("Umask", StringComparison.Ordinal) || line.StartsWith("Sig", StringComparison.Ordinal) && !line.StartsWith("SigQ", StringComparison.Ordinal)),
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal),
        .. File.ReadLines("/proc/self/limits"),
        string.Join(' ', File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ').Skip(2).Take(4)),
    ]);

    private static int Spawn(string script)
    {
        using var spawn = new PosixSpawn();
        if (spawn.Start("/bin/sh", ["/bin/sh", "-c", script], [], out var pid) != 0)
            throw new InvalidOperationException("it could not be made");
        return pid;
    }

    private static unsafe string StatusOf(ProcessHandle child)
    {
        const int byPid = 1;
        const int exitedNoHang = 4 | 1;
        var info = stackalloc int[32];
        if (Libc.waitid(byPid, (uint)child.Identity.Pid, (byte*)info, exitedNoHang) != 0 || info[4] == 0)
            return "none";
        return $"{(info[2] == 1 ? "Exited" : "Signaled")} {info[6]}";
    }

    private static void Same<T>(string what, T before, T after)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
            Console.WriteLine($"not as it was: {what}: {before} became {after}");
    }

    private sealed class Handlers : IDisposable
    {
        private readonly Dictionary<int, TaskCompletionSource<int>> seen = [];
        private readonly List<PosixSignalRegistration> registrations = [];

        public Handlers(int[] signals)
        {
            foreach (var signal in signals)
            {
                var first = seen[signal] = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
                {
                    context.Cancel = true;
                    first.TrySetResult(signal);
                }));
            }
        }

        public Task<int> SeenAsync(int signal)
        {
            _ = Libc.kill(Libc.getpid(), signal);
            return seen[signal].Task;
        }

        public void Dispose() => registrations.ForEach(registration => registration.Dispose());
    }
}
