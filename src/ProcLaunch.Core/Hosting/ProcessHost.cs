using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// The real host: the table of runs. Processes are made by the launcher, held and signalled by their runs, and daemons are found by
/// their tracking. Nothing here decides what should happen.
/// </summary>
internal sealed class ProcessHost : IProcessHost
{
    private readonly ConcurrentDictionary<long, HostedRun> runs = [];
    private readonly HostServices services;
    private readonly Poller poller;
    private readonly DirectoryWatcher? directories;
    private readonly Launcher launcher;
    private readonly CheckCommands commands;
    private readonly DaemonTracking daemons;

    public ProcessHost(Action<ProfileEvent> tell, IUserAccounts users, Marker marker, HostOptions options)
    {
        Action<Exception> onFault = e => tell(new ProfileEvent.TroubleMet("", $"watching processes failed unexpectedly: {e}"));
        var births = new Lock();
        poller = new Poller("proclaunch-exits", onFault);
        directories = DirectoryWatcher.TryCreate(poller);
        var exits = new ExitWatcher(poller, onFault);
        var memory = new ProcessMemory(marker);
        services = new HostServices(tell, marker, options, exits, new StraySearch(memory, onFault), memory)
        {
            Births = births,
            Guardian = options.Guardian is { } guardian
                ? new Guardian(guardian.StateDirectory, guardian.RemovesDirectory, marker.Family, exits, options, problem => tell(new ProfileEvent.TroubleMet("", problem)))
                : null,
            Orphans = options.ReapOrphans ? new OrphanReaper(poller, births, exits.IsWatching) : null,
        };
        launcher = new Launcher(services, users);
        commands = new CheckCommands(services, launcher);
        daemons = new DaemonTracking(services, new PidFile(users, marker), directories, runs);
    }

    public void Launch(LaunchRequest request)
    {
        var run = runs[request.Run] = new HostedRun(request.Run, request.Instance, request.Definition, services, daemons);
        try
        {
            if (!run.IsDaemon || !daemons.TakeRunning(run))
                Spawn(request, run);
        }
        catch (Exception e)
        {
            // Whatever it was, there is no process: a run without an answer would never end.
            runs.TryRemove(request.Run, out _);
            services.Tell(new ProfileEvent.LaunchFailed(run.Profile, run.Number, e.Message));
            return;
        }
        if (run.IsDaemon)
            daemons.Await(run);
    }

    public void Adopt(AdoptRequest request) =>
        (runs[request.Run] = new HostedRun(request.Run, request.Instance, request.Definition, services, daemons) { IsAdopted = true }).Adopt(request.Remains);

    public void Send(long run, Signal signal, SignalTarget target) => Find(run)?.Send(signal, target);

    public void Follow(long run, ProcessIdentity service) => Find(run)?.Follow(service);

    // A run whose launch is still under way is not held yet, and cannot have vanished.
    public void LookAgain(long run) => Find(run)?.LookAgain();

    public void Release(long run)
    {
        if (runs.TryRemove(run, out var known))
            known.Release();
    }

    public ProcessIdentity? FindDaemon(ProfileDefinition definition) => daemons.Find(definition);

    public Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, string outputPath, CancellationToken cancellationToken) =>
        commands.ExecuteAsync(definition, Find(run)?.Instance ?? throw new LaunchException("its service is not there any more"), outputPath, cancellationToken);

    public ProcessIdentity? MemberOf(long number, int pid)
    {
        if (Find(number) is not { } run || ProcessStat.Of(pid) is not { IsDead: false } stat)
            return null;
        lock (run.Gate)
        {
            if (run.Holds(stat.Identity) || run.IsInItsGroup(stat.Group))
                return stat.Identity;
        }
        var mark = services.Marker.Read(ProcessTable.EnvironmentOf(pid));
        return mark == (run.Profile, run.Instance) && ProcessTable.IsAlive(stat.Identity) ? stat.Identity : null;
    }

    public IReadOnlyList<MarkedProcess> Marked() => ProcessTable.Marked(services.Marker, out _);

    public bool IsAlive(ProcessIdentity process) => ProcessTable.IsAlive(process);

    public void Dispose()
    {
        commands.Dispose();
        // Before the runs: what is left running from here on is left on purpose.
        services.Guardian?.Dispose();
        foreach (var run in runs.Keys)
            Release(run);
        daemons.Dispose();
        services.Exits.Dispose();
        // Its thread first: nothing may be closed while it reads from it.
        poller.Dispose();
        services.Orphans?.Dispose();
        directories?.Dispose();
    }

    private void Spawn(LaunchRequest request, HostedRun run)
    {
        var plan = launcher.PlanFor(request.Definition, request.Instance) with { Notification = request.Notification };
        launcher.Launch(plan, request.OutputPath, run.Begin);
        services.Options.Pass(CrashPoint.AfterLaunch);
    }

    private HostedRun? Find(long run) => runs.GetValueOrDefault(run);
}
