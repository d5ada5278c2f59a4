using System.Globalization;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// A small process beside ours that ends our services when we end, however that happens: it reads from a pipe that only we
/// hold open (guardian.sh). When something ends it instead, another takes its place and is told everything again.
/// </summary>
internal sealed class Guardian : IDisposable
{
    public const string ProcessName = "proclaunch-guardian";

    private const int MostQuickEnds = 3;

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private static readonly string Script = ReadScript();

    private readonly string stateDirectory;
    private readonly bool removesDirectory;
    private readonly string family;
    private readonly ExitWatcher exits;
    private readonly HostOptions options;
    private readonly Action<string> complain;
    private readonly Lock gate = new();
    private readonly Dictionary<long, HashSet<ProcessIdentity>> guarded = [];
    private ProcessHandle? process;
    private GuardianPipe? pipe;
    private long begun;
    private int quickEnds;
    private bool disposed;

    /// <param name="removesDirectory">It removes the state directory too.</param>
    /// <param name="family">What the markers of our services have in common.</param>
    /// <param name="complain">Told why services would outlive us.</param>
    public Guardian(string stateDirectory, bool removesDirectory, string family, ExitWatcher exits, HostOptions options, Action<string> complain)
    {
        this.stateDirectory = stateDirectory;
        this.removesDirectory = removesDirectory;
        this.family = family;
        this.exits = exits;
        this.options = options;
        this.complain = complain;
    }

    /// <summary>To be called before a process is made: from then on its marker is looked for.</summary>
    public void Begin()
    {
        lock (gate)
        {
            if (process is null && !disposed)
                Start();
        }
    }

    /// <summary>Guards a process that may have lost its marker, and the group it leads.</summary>
    public void Guard(long run, ProcessIdentity identity)
    {
        lock (gate)
        {
            if (!guarded.TryGetValue(run, out var processes))
                guarded[run] = processes = [];
            if (!processes.Add(identity))
                return;
            if (process is null && !disposed)
                Start();
            else
                pipe?.Tell(Words("add", identity));
        }
    }

    /// <summary>Of that run nothing is left, or it is nobody's concern any more.</summary>
    public void Forget(long run)
    {
        lock (gate)
        {
            if (guarded.Remove(run, out var processes))
                pipe?.Tell(string.Concat(processes.Select(identity => Words("del", identity))));
        }
    }

    /// <summary>Ends the guardian; what runs goes on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            if (process is null)
                return;
            exits.Unwatch(process);
            // Before its input ends: it must not take this for our end.
            process.Send(Signal.Kill);
            ChildStatus.Await(process);
            Drop();
        }
    }

    private static string Words(string verb, ProcessIdentity identity) =>
        string.Create(CultureInfo.InvariantCulture, $"{verb} {identity.Pid}:{identity.StartTicks}\n");

    private static string ReadScript()
    {
        using var resource = typeof(Guardian).Assembly.GetManifestResourceStream("guardian.sh")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private void Start()
    {
        try
        {
            begun = TimeProvider.System.GetTimestamp();
            pipe = new GuardianPipe();
            process = ProcessHandle.OpenChild(Spawn(pipe), options);
            pipe.CloseReader();
            pipe.Tell(string.Concat(guarded.Values.SelectMany(processes => processes).Select(identity => Words("add", identity))));
            var one = process;
            exits.Watch(one, () => OnEnd(one));
        }
        catch (Exception e) when (e is IOException or LaunchException)
        {
            Drop();
            complain($"services would outlive this process if it were killed: {e.Message}");
        }
    }

    private int Spawn(GuardianPipe pipe)
    {
        // Whoever uses the state directory next waits until this is closed: by us at once, by the guardian when it is done.
        using var busy = GuardianLock.Hold(stateDirectory);
        using var spawn = new PosixSpawn()
            .Duplicate(pipe.Reader, 0)
            .Duplicate(busy.Number, 3)
            .Open(1, "/dev/null", Descriptor.WriteOnly)
            .Open(2, "/dev/null", Descriptor.WriteOnly)
            .CloseFrom(4)
            .Enter("/");
        var shell = ProgramSearch.SystemTool("sh");
        string[] arguments = [shell, "-c", Script, ProcessName, family, removesDirectory ? stateDirectory : ""];
        var error = spawn.Start(shell, arguments, ["PATH=/usr/bin:/bin", "LC_ALL=C"], out var pid);
        return error == 0 ? pid : throw Errno.Failure($"cannot execute {shell}", error);
    }

    private void OnEnd(ProcessHandle ended)
    {
        lock (gate)
        {
            if (process != ended)
                return;
            exits.Unwatch(ended);
            ended.ExitSeen = true;
            _ = ChildStatus.Take(ended);
            Drop();
            quickEnds = TimeProvider.System.GetElapsedTime(begun) < Quick ? quickEnds + 1 : 0;
            if (quickEnds < MostQuickEnds)
                Start();
            else
                complain("services would outlive this process if it were killed: the process that guards them ends at once, and is made again with the next service");
        }
    }

    private void Drop()
    {
        process?.Dispose();
        pipe?.Dispose();
        (process, pipe) = (null, null);
    }
}
