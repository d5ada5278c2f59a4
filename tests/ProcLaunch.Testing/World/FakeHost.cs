using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Testing;

/// <summary>
/// The host of one supervisor in a fake world: deterministic, and as nasty as its world. News waits on the agenda, is late and out of
/// order between profiles; launches are refused, and news of runs that are over keeps coming.
/// </summary>
internal sealed class FakeHost : IProcessHost
{
    private readonly FakeWorld world;
    private readonly IFakePrograms programs;
    private readonly Action<ProfileEvent> tell;
    private readonly Dictionary<long, FakeRun> runs = [];
    private readonly Dictionary<string, TimeSpan> lastNews = [];

    public FakeHost(FakeWorld world, IFakePrograms programs, Action<ProfileEvent> tell)
    {
        (this.world, this.programs, this.tell) = (world, programs, tell);
        world.Ended = OnExit;
        world.PidFileWritten = OnPidFile;
    }

    /// <summary>Whoever uses it wrongly is told: two runs of a profile at once, a signal to a run that is over, or one given up while it lives.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Its supervisor was killed.</summary>
    public bool IsDead { get; private set; }

    public void Die()
    {
        IsDead = true;
        world.Ended = null;
        world.PidFileWritten = null;
        // Each process that was about to be made was made in time, or not.
        foreach (var run in runs.Values.Where(run => run is { InFlight: true, Released: false } && world.Chance(0.5) && FindRunning(run) is null))
            programs.Begin(Spawn(run));
    }

    public void Launch(LaunchRequest request)
    {
        var run = Add(new FakeRun(request.Run, request.Instance, request.Definition) { InFlight = true });
        world.After(world.Within(world.Nastiness.SlowLaunch), () => Execute(run));
    }

    public void Adopt(AdoptRequest request)
    {
        var remains = request.Remains;
        var run = Add(new FakeRun(request.Run, request.Instance, request.Definition));
        run.Launched = world.Find(remains.Launched);
        run.Service = world.Find(remains.Service);
        run.Others.AddRange(remains.Others.Select(other => world.Find(other)).OfType<FakeProcess>());
        run.Ended = run.Service is null;
        // What ended between the look and the adoption is news as well.
        if (remains.Service is not null && run.Service is null)
            Post(run, new ServiceEnded(run.Profile, run.Number, ExitStatus.Unknown, LeftBehind: true));
        if (!run.IsDaemon)
            return;
        Follow(run);
        if (remains is { Launched: not null, Service: null } && run is { Launched: null, Service: null })
            Post(run, new LauncherEnded(run.Profile, run.Number, ExitStatus.Unknown, LeftBehind: true));
    }

    public void Send(long number, Signal signal, SignalTarget target)
    {
        if (!runs.TryGetValue(number, out var run) || run.Released)
        {
            if (IsStrict)
                throw new Violation($"{signal} for run {number}, which is over");
            return;
        }
        List<FakeProcess> targets = target switch
        {
            SignalTarget.Everything => Left(run),
            SignalTarget.Strays => Left(run).FindAll(process => process.Group != run.Launched?.Group && process.Group != run.Service?.Group),
            _ => (run.Service ?? run.Launched) is { } one ? [one] : [],
        };
        // By object and never by pid: those are reused here at once.
        foreach (var process in targets.Where(process => process.Alive))
            world.Receive(process, signal);
    }

    public void Follow(long number, ProcessIdentity service)
    {
        if (!runs.TryGetValue(number, out var run) || run.Released || world.Find(service) is not { } process || process == run.Service)
            return;
        run.Service = process;
        Post(run, new DaemonFound(run.Profile, number, service));
    }

    public void LookAgain(long number)
    {
        if (runs.TryGetValue(number, out var run) && run is { Released: false, InFlight: false, Ended: true, Service: null } && Left(run).Count == 0)
            Post(run, new RunVanished(run.Profile, number));
    }

    public void Release(long number)
    {
        if (!runs.TryGetValue(number, out var run) || run.Released)
            return;
        if (IsStrict && run.InFlight)
            throw new Violation($"{run.Profile}: run {number} is given up while its launch is in flight");
        // What someone else started is found again when it is to be started.
        if (IsStrict && Left(run).Find(process => !process.Foreign) is { } left)
            throw new Violation($"{run.Profile}: run {number} is given up while pid {left.Pid} is alive");
        run.Released = true;
        if (world.Chance(world.Nastiness.StaleNews))
            Post(run, new ServiceEnded(run.Profile, number, ExitStatus.Exited(1), LeftBehind: world.Chance(0.5)));
        if (world.Chance(world.Nastiness.StaleNews))
            Post(run, new RunVanished(run.Profile, number));
    }

    public ProcessIdentity? FindDaemon(ProfileDefinition definition) =>
        Named(definition) is { } process && !IsAnothers(definition.Name, process) ? process.Identity : null;

    public Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, string outputPath, CancellationToken cancellationToken) =>
        runs.TryGetValue(run, out var known) && !known.Released ? Task.FromResult(ExitStatus.Exited(0)) : throw new LaunchException("its service is not there any more");

    public ProcessIdentity? MemberOf(long run, int pid) =>
        runs.TryGetValue(run, out var known) ? Left(known).Find(process => process.Pid == pid)?.Identity : null;

    public IReadOnlyList<MarkedProcess> Marked() =>
        [.. world.Processes.Where(process => process is { Foreign: false, Instance.Length: > 0 }).Select(process => new MarkedProcess(StatOf(process), process.Profile, process.Instance))];

    public bool IsAlive(ProcessIdentity process) => world.Find(process) is not null;

    public void Dispose() => Die();

    private FakeRun Add(FakeRun run)
    {
        if (IsStrict && runs.Values.FirstOrDefault(other => other.Profile == run.Profile && !other.Released) is { } other)
            throw new Violation($"{run.Profile}: run {run.Number} begins although run {other.Number} was not released");
        runs.Add(run.Number, run);
        return run;
    }

    private void Execute(FakeRun run)
    {
        if (IsDead || run.Released)
            return;
        run.InFlight = false;
        if (FindRunning(run) is { } already)
        {
            run.Service = already;
            Post(run, new DaemonFound(run.Profile, run.Number, already.Identity, AlreadyRan: true));
            return;
        }
        if (programs.Refusal(run.Definition) is { } reason)
        {
            Post(run, new LaunchFailed(run.Profile, run.Number, reason));
            return;
        }
        run.Launched = Spawn(run);
        run.Service = run.IsDaemon ? null : run.Launched;
        Post(run, new Launched(run.Profile, run.Number, run.Launched.Identity));
        programs.Begin(run.Launched);
    }

    private FakeProcess Spawn(FakeRun run)
    {
        // Nobody can know a stranger's processes but the one that the pid file names.
        var named = Named(run.Definition);
        if (IsStrict && world.Of(run.Profile).FirstOrDefault(other => !other.Foreign || other == named) is { } other)
            throw new Violation($"{run.Profile}: a second instance is started while pid {other.Pid} of {other.Instance} is alive");
        return world.NewProcess(run.Profile, run.Instance, run.Definition, run.IsDaemon ? Role.Launcher : Role.Service);
    }

    private FakeProcess? FindRunning(FakeRun run) =>
        Named(run.Definition) is { } process && !IsAnothers(run.Profile, process) ? process : null;

    /// <summary>The process that a pid file names, unless it bears the marker of another profile.</summary>
    private FakeProcess? Named(ProfileDefinition definition) =>
        world.Named(definition.PidFile) is { } process && (process.Instance.Length == 0 || process.Profile == definition.Name) ? process : null;

    private bool IsAnothers(string profile, FakeProcess process) =>
        runs.Values.Any(run => !run.Released && run.Profile != profile && (run.Service == process || run.Launched == process));

    private List<FakeProcess> Left(FakeRun run) => [.. world.Processes.Where(run.Owns)];

    private void OnExit(FakeProcess process, ExitStatus status)
    {
        foreach (var run in runs.Values.Where(run => !run.Released && run.Owns(process)).ToList())
            OnExit(run, process, status);
    }

    private void OnExit(FakeRun run, FakeProcess process, ExitStatus status)
    {
        if (process == run.Service)
        {
            if (run.IsDaemon && Follow(run))
                return;
            if (run is { IsDaemon: true, Definition.PidFile: { } path } && world.PidFiles.GetValueOrDefault(path)?.Trim() == $"{process.Pid}")
                world.PidFiles.Remove(path);
            run.Service = null;
            run.Ended = true;
            Post(run, new ServiceEnded(run.Profile, run.Number, process == run.Launched ? status : run.IsDaemon ? ExitStatus.Unknown : status, run.IsDaemon || Left(run).Count > 0));
        }
        else if (process == run.Launched && run.IsDaemon)
        {
            run.Launched = null;
            run.Ended = run.Service is null;
            Post(run, new LauncherEnded(run.Profile, run.Number, status, LeftBehind: true));
        }
        else if (run is { Ended: true, Vanished: false, Service: null } && Left(run).Count == 0)
        {
            run.Vanished = true;
            // In most cases: the check every second is there for the others.
            if (!world.Chance(world.Nastiness.VanishingUntold))
                Post(run, new RunVanished(run.Profile, run.Number));
        }
    }

    private void OnPidFile(string path)
    {
        foreach (var run in runs.Values.Where(run => run is { Released: false, InFlight: false } && run.Definition.PidFile == path).ToList())
            Follow(run);
    }

    private bool Follow(FakeRun run)
    {
        if (FindRunning(run) is not { } process || process == run.Service)
            return false;
        run.Service = process;
        run.Ended = run.Vanished = false;
        Post(run, new DaemonFound(run.Profile, run.Number, process.Identity));
        return true;
    }

    /// <summary>News of one profile stays in order, and that is all.</summary>
    private void Post(FakeRun run, RunEvent news)
    {
        var at = world.Clock + (world.Chance(0.5) ? world.Within(world.Nastiness.LateNews * 3) : TimeSpan.Zero);
        if (lastNews.TryGetValue(run.Profile, out var last) && last > at)
            at = last;
        lastNews[run.Profile] = at;
        world.Agenda.Enter(at, () =>
        {
            // A host that is not nasty knows what is over.
            if (!IsDead && (!run.Released || world.Nastiness.StaleNews > 0))
                tell(news);
        });
    }

    private static ProcessStat StatOf(FakeProcess process) =>
        new(process.Pid, 'S', 1, process.Group, process.Group, 0, 1, process.Identity.StartTicks, 0, 0);
}
