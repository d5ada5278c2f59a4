using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>
/// A host without processes: in memory, deterministic, and nastier than Linux. News waits until it is delivered, pids are given
/// out again at once, and spawns and signals fail on request. The first word of a command is the name of a <see cref="ProgramKind"/>.
/// </summary>
internal sealed class FakeHost(Action<ProfileEvent> tell) : IProcessHost
{
    private const int LowestPid = 100;

    private readonly SortedDictionary<int, FakeProcess> processes = [];
    private readonly Dictionary<long, FakeRun> runs = [];
    private readonly Queue<ProfileEvent.RunEvent> late = [];
    private long ticks;

    /// <summary>How many launches the system refuses from now on.</summary>
    public int SpawnsToRefuse { get; set; }

    /// <summary>How many signals are lost from now on.</summary>
    public int SignalsToSwallow { get; set; }

    /// <summary>The content of pid files, by path.</summary>
    public Dictionary<string, string> PidFiles { get; } = [];

    public IReadOnlyCollection<FakeProcess> Processes => processes.Values;

    /// <summary>Tells the oldest news that was not told yet.</summary>
    /// <returns>False when there was none.</returns>
    public bool Deliver()
    {
        if (!late.TryDequeue(out var news))
            return false;
        tell(news);
        return true;
    }

    public void Launch(LaunchRequest order)
    {
        var kind = Enum.Parse<ProgramKind>(order.Definition.Command[0]);
        if (SpawnsToRefuse > 0 || Refusals.WordsFor(kind) is not null)
        {
            var reason = Refusals.WordsFor(kind) ?? "cannot make a process: resource temporarily unavailable";
            SpawnsToRefuse = Math.Max(0, SpawnsToRefuse - 1);
            late.Enqueue(new ProfileEvent.LaunchFailed(order.Profile, order.Run, reason));
            return;
        }
        var run = runs[order.Run] = new FakeRun(order.Run, order.Definition);
        if (Named(run) is { } already)
        {
            run.Service = already;
            late.Enqueue(new ProfileEvent.DaemonFound(order.Profile, order.Run, already.Identity, AlreadyRan: true));
            return;
        }
        run.Launched = Make(null, run.Number, kind);
        if (order.Definition.Mode == ProfileMode.Foreground)
            run.Service = run.Launched;
        late.Enqueue(new ProfileEvent.Launched(order.Profile, order.Run, run.Launched.Identity));
        Act(run, run.Launched);
    }

    public void Adopt(AdoptRequest order)
    {
        var run = runs[order.Run] = new FakeRun(order.Run, order.Definition);
        run.Launched = Find(order.Remains.Launched);
        run.Service = Find(order.Remains.Service);
        run.Others.AddRange(order.Remains.Others.Select(other => Find(other)).OfType<FakeProcess>());
        run.Ended = run.Service is null;
        if (order.Remains.Service is not null && run.Service is null)
            late.Enqueue(new ProfileEvent.ServiceEnded(order.Profile, order.Run, ExitStatus.Unknown, LeftBehind: true));
    }

    public void Send(long run, Signal signal, SignalTarget target)
    {
        if (!runs.TryGetValue(run, out var known))
            return;
        if (SignalsToSwallow > 0)
        {
            SignalsToSwallow--;
            return;
        }
        // By object and never by pid: those are reused here at once.
        foreach (var process in target == SignalTarget.Everything ? Left(known) : [.. Alive(known.Service ?? known.Launched)])
        {
            if (signal == Signal.Kill || (signal == Signal.Terminate && process.Kind != ProgramKind.IgnoresTerm))
                End(process, ExitStatus.Signaled(signal));
        }
    }

    public void Follow(long run, ProcessIdentity service)
    {
        if (!runs.TryGetValue(run, out var its) || !processes.TryGetValue(service.Pid, out var process) || process.Identity != service)
            return;
        its.Service = process;
        late.Enqueue(new ProfileEvent.DaemonFound(its.Definition.Name, run, service));
    }

    public void LookAgain(long run)
    {
        if (runs.TryGetValue(run, out var known) && known.Ended && Left(known).Count == 0)
            late.Enqueue(new ProfileEvent.RunVanished(known.Definition.Name, run));
    }

    public void Release(long run)
    {
        if (!runs.Remove(run))
            return;
        var others = late.Where(news => news.Run != run).ToList();
        late.Clear();
        others.ForEach(late.Enqueue);
    }

    public ProcessIdentity? FindDaemon(ProfileDefinition definition) => Named(new FakeRun(0, definition))?.Identity;

    public Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, string outputPath, CancellationToken cancellationToken) =>
        Task.FromResult(ExitStatus.Exited(0));

    public ProcessIdentity? MemberOf(long run, int pid) =>
        runs.TryGetValue(run, out var known) ? Left(known).Find(process => process.Identity.Pid == pid)?.Identity : null;

    public IReadOnlyList<MarkedProcess> Marked() => [];

    public bool IsAlive(ProcessIdentity process) => Find(process) is { Alive: true };

    public void Dispose()
    {
        runs.Clear();
        late.Clear();
    }

    /// <summary>Makes a process that belongs to no run, as somebody else would.</summary>
    public FakeProcess MakeStranger() => Make(null, null, ProgramKind.Stays);

    /// <summary>Ends a process from outside.</summary>
    public void End(FakeProcess process, ExitStatus status)
    {
        if (!process.Alive)
            return;
        process.Alive = false;
        processes.Remove(process.Identity.Pid);
        foreach (var run in runs.Values)
            Note(run, process, status);
    }

    /// <summary>A program that writes its pid file late does it now.</summary>
    public void WritePidFile(string path, string content)
    {
        PidFiles[path] = content;
        foreach (var run in runs.Values.Where(run => run.Definition.PidFile == path))
            Follow(run);
    }

    private void Act(FakeRun run, FakeProcess process)
    {
        switch (process.Kind)
        {
            case ProgramKind.EndsAtOnce:
                End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.ExitsWithThree:
                End(process, ExitStatus.Exited(3));
                break;
            case ProgramKind.LeavesOneBehind:
                Make(process.Group, run.Number, ProgramKind.Stays);
                break;
            case ProgramKind.WritesPidFile:
                WritePidFile(run.Definition.PidFile!, Text(Make(null, run.Number, ProgramKind.Stays)));
                End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.WritesPidFileLater:
                Make(null, run.Number, ProgramKind.Stays);
                End(process, ExitStatus.Exited(0));
                break;
            case ProgramKind.NeverWritesPidFile:
                End(process, ExitStatus.Exited(0));
                break;
        }
    }

    private FakeProcess Make(int? group, long? run, ProgramKind kind)
    {
        var pid = LowestPid;
        while (processes.ContainsKey(pid))
            pid++;
        return processes[pid] = new FakeProcess(new ProcessIdentity(pid, ++ticks), group ?? pid, run, kind);
    }

    private void Note(FakeRun run, FakeProcess process, ExitStatus status)
    {
        var name = run.Definition.Name;
        var isDaemon = run.Definition.Mode == ProfileMode.Daemon;
        if (process == run.Service)
        {
            if (isDaemon && Follow(run))
                return;
            if (isDaemon && PidFiles.GetValueOrDefault(run.Definition.PidFile!)?.Trim() == Text(process))
                PidFiles.Remove(run.Definition.PidFile!);
            run.Service = null;
            run.Ended = true;
            late.Enqueue(new ProfileEvent.ServiceEnded(name, run.Number, status, isDaemon || Left(run).Count > 0));
        }
        else if (process == run.Launched && isDaemon)
        {
            run.Launched = null;
            run.Ended = run.Service is null;
            late.Enqueue(new ProfileEvent.LauncherEnded(name, run.Number, status, LeftBehind: true));
        }
        else if (run is { Ended: true, Vanished: false } && (process.Run == run.Number || run.Others.Contains(process)) && Left(run).Count == 0)
        {
            run.Vanished = true;
            late.Enqueue(new ProfileEvent.RunVanished(name, run.Number));
        }
    }

    private bool Follow(FakeRun run)
    {
        if (Named(run) is not { } process || process == run.Service)
            return false;
        run.Service = process;
        run.Ended = false;
        late.Enqueue(new ProfileEvent.DaemonFound(run.Definition.Name, run.Number, process.Identity));
        return true;
    }

    private FakeProcess? Named(FakeRun run) =>
        run.Definition.PidFile is { } path && PidFiles.TryGetValue(path, out var content)
        && int.TryParse(content.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
        && processes.TryGetValue(pid, out var process)
        && !runs.Values.Any(other => other != run && other.Service == process)
            ? process
            : null;

    private FakeProcess? Find(ProcessIdentity? identity) => processes.Values.FirstOrDefault(process => process.Identity == identity);

    private List<FakeProcess> Left(FakeRun run) =>
        [.. processes.Values.Where(process => process.Run == run.Number || process == run.Service || process == run.Launched || run.Others.Contains(process))];

    private static IEnumerable<FakeProcess> Alive(FakeProcess? process) => process is { Alive: true } ? [process] : [];

    private static string Text(FakeProcess process) => process.Identity.Pid.ToString(CultureInfo.InvariantCulture);
}
