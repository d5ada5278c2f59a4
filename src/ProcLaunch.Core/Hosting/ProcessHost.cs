using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// The real host: makes processes, holds them by pidfd, and tells what becomes of them. Nothing here decides what should happen.
/// </summary>
internal sealed partial class ProcessHost : IProcessHost
{
    private const uint Root = 0;

    private readonly Action<ProfileEvent> tell;
    private readonly IUserAccounts users;
    private readonly Marker marker;
    private readonly HostOptions options;
    private readonly TrustedPath trust = new(new PosixFiles());
    private readonly Spawner spawner;
    private readonly PidFile pidFiles;
    private readonly Poller poller;
    private readonly DirectoryWatcher? directories;
    private readonly ExitWatcher exits;
    private readonly OrphanReaper? orphans;
    private readonly DaemonSearch daemons;
    private readonly StraySearch search;
    private readonly Guardian? guardian;
    // The processes we made and have not released, by pid.
    private readonly ConcurrentDictionary<int, long> made = [];
    private readonly ConcurrentDictionary<long, HostedRun> runs = [];
    // Between the birth of a process and its being held nobody may reap it.
    private readonly Lock births = new();

    public ProcessHost(Action<ProfileEvent> tell, IUserAccounts users, Marker marker, HostOptions options)
    {
        this.tell = tell;
        this.users = users;
        this.marker = marker;
        this.options = options;
        spawner = new Spawner(options.SoftOpenFiles);
        pidFiles = new PidFile(users, marker);
        Action<Exception> onFault = e => tell(new ProfileEvent.TroubleMet("", $"watching processes failed unexpectedly: {e}"));
        poller = new Poller("proclaunch-exits", onFault);
        directories = DirectoryWatcher.TryCreate(poller);
        exits = new ExitWatcher(poller, onFault);
        daemons = new DaemonSearch(FindDaemon, onFault);
        search = new StraySearch(marker, onFault);
        if (options.Guardian is { } order)
            guardian = new Guardian(order.StateDirectory, order.RemovesDirectory, marker.Family, exits, options, problem => tell(new ProfileEvent.TroubleMet("", problem)));
        if (options.ReapOrphans)
            orphans = new OrphanReaper(poller, births, IsHeld);
    }

    public void Launch(LaunchRequest order)
    {
        var run = runs[order.Run] = new HostedRun(order.Run, order.Profile, order.Instance, order.Definition);
        try
        {
            if (!run.IsDaemon || !FindRunningDaemon(run))
                Spawn(order, run);
        }
        catch (Exception e)
        {
            // Whatever it was, there is no process: a run without an answer would never end.
            runs.TryRemove(order.Run, out _);
            tell(new ProfileEvent.LaunchFailed(run.Profile, run.Number, e.Message));
            return;
        }
        if (run.IsDaemon)
            AwaitPidFile(run);
    }

    public void Send(long number, Signal signal, SignalTarget target)
    {
        if (!runs.TryGetValue(number, out var run))
            return;
        lock (run.Gate)
        {
            if (run.Over)
                return;
            if (target == SignalTarget.Everything)
                SendToAll(run, signal);
            else if (target == SignalTarget.Strays)
                SendToStrays(run, signal);
            else
                (run.Service ?? run.Launched)?.Send(signal);
            if (target != SignalTarget.Service && signal != Signal.Continue)
                run.SentToAll = signal;
        }
    }

    public void Release(long number)
    {
        if (!runs.TryRemove(number, out var run))
            return;
        guardian?.Forget(number);
        lock (run.Gate)
        {
            run.Over = true;
            run.PidFileWatch?.Dispose();
            daemons.Remove(run);
            foreach (var handle in run.Handles())
            {
                made.TryRemove(KeyValuePair.Create(handle.Identity.Pid, run.Number));
                if (!handle.ExitSeen)
                    exits.Unwatch(handle);
                handle.Dispose();
            }
        }
    }

    public IReadOnlyList<MarkedProcess> Marked() => ProcessTable.Marked(marker, out _);

    public bool IsAlive(ProcessIdentity process) => ProcessTable.IsAlive(process);

    public void Dispose()
    {
        foreach (var command in commands.Values)
            Kill(command);
        // Before the runs: what is left running from here on is left on purpose.
        guardian?.Dispose();
        foreach (var number in runs.Keys)
            Release(number);
        daemons.Dispose();
        exits.Dispose();
        // Its thread first: nothing may be closed while it reads from it.
        poller.Dispose();
        orphans?.Dispose();
        directories?.Dispose();
    }

    private void Spawn(LaunchRequest order, HostedRun run)
    {
        var plan = PlanFor(order.Definition, order.Instance);
        try
        {
            Spawn(order, run, plan with { Notification = order.Notification });
        }
        finally
        {
            // Who wanted to reap meanwhile was turned away.
            orphans?.Reap();
        }
    }

    private LaunchPlan PlanFor(ProfileDefinition definition, string instance)
    {
        var account = AccountOf(definition);
        var plan = LaunchPlan.For(options.Ports?.Expand(definition) ?? definition, account, OwnEnvironment(), marker.For(definition.Name, instance), CurrentDirectory());
        // It was looked at when it was read; modes and owners above it can change without anything else.
        if (users.CurrentUid == Root && definition is { FromDirectory: true, Command: [['/', ..], ..] }
            && trust.Problem(plan.ProgramPath, account?.Uid ?? Root) is { } untrusted)
            throw new LaunchException($"refused because ProcLaunch runs as root and {untrusted}");
        if (!plan.IsDirect && ExecFailure.Foresee(plan, account) is { } problem)
            throw new LaunchException(problem);
        return plan;
    }

    private void Spawn(LaunchRequest order, HostedRun run, LaunchPlan plan)
    {
        guardian?.Begin();
        lock (births)
        {
            CrashPoint.Pass(CrashPoint.BeforeSpawn);
            var child = spawner.Spawn(plan, order.OutputPath);
            CrashPoint.Pass(CrashPoint.BeforeHold);
            var process = Hold(child);
            lock (run.Gate)
            {
                made[process.Identity.Pid] = run.Number;
                run.Launched = process;
                if (!run.IsDaemon)
                    run.Service = process;
                run.Hold(process);
                tell(new ProfileEvent.Launched(run.Profile, run.Number, process.Identity));
                Watch(run, process);
            }
        }
        CrashPoint.Pass(CrashPoint.AfterLaunch);
    }

    private void Watch(HostedRun run, ProcessHandle process)
    {
        guardian?.Guard(run.Number, process.Identity);
        exits.Watch(process, () => OnExit(run, process));
    }

    private ProcessHandle Hold(int child)
    {
        try
        {
            return ProcessHandle.OpenChild(child, options);
        }
        catch (IOException)
        {
            // What cannot be held must not run. Nobody has waited for it: the pid is still its own.
            _ = Libc.kill(-child, Signal.Kill.Number);
            ChildStatus.Await(child);
            throw;
        }
    }

    private UserAccount? AccountOf(ProfileDefinition definition)
    {
        if (definition.User is not { } name || users.CurrentUid != Root)
            return null;
        // Looked up anew: it may have been removed since the definition was read, and must never become root by that.
        return users.Find(name) ?? throw new LaunchException($"there is no user {name}");
    }

    private bool IsHeld(int pid) => commands.ContainsKey(pid) || runs.Values.Any(run =>
    {
        lock (run.Gate)
            return run.Handles().Any(handle => handle.Identity.Pid == pid && !handle.ExitSeen);
    });

    private Dictionary<string, string> OwnEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (options.Environment == HostEnvironment.All || !TestHostVariables.Contain(name))
                environment[name] = (string?)entry.Value ?? "";
        }
        return environment;
    }

    private static string CurrentDirectory() => Path.GetFullPath(".");
}
