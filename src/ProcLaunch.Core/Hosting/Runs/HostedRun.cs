using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// One run and the processes of it that the host holds. Requests, exits and searches come from different threads: each of them takes
/// the lock of the run, acts, and tells its news before it lets the lock go.
/// </summary>
internal sealed class HostedRun
{
    private readonly HostServices host;
    private readonly RunLeftovers leftovers;

    public HostedRun(long number, string instance, ProfileDefinition definition, HostServices host, DaemonTracking daemons)
    {
        (Number, Instance, Definition, this.host, Daemons) = (number, instance, definition, host, daemons);
        leftovers = new RunLeftovers(this, host);
    }

    public Lock Gate { get; } = new();

    public long Number { get; }

    public string Instance { get; }

    public ProfileDefinition Definition { get; }

    public string Profile => Definition.Name;

    public bool IsDaemon => Definition.Mode == ProfileMode.Daemon;

    /// <summary>The process we made: the service itself, or of a daemon the one that launches it.</summary>
    public ProcessHandle? Launched { get; set; }

    public ProcessHandle? Service { get; set; }

    /// <summary>Others of the run that are watched until they end, by pid.</summary>
    public Dictionary<int, ProcessHandle> Others { get; } = [];

    /// <summary>Groups led by processes of the run; kept when the leader is dead, for its members outlive it.</summary>
    public List<ProcessHandle> Leaders { get; } = [];

    /// <summary>Its end was told; what is left of it, when it is gone, is told too.</summary>
    public bool Ended { get; set; }

    /// <summary>That nothing of it is left was told.</summary>
    public bool Vanished { get; set; }

    public bool Over { get; private set; }

    /// <summary>An earlier ProcLaunch launched it.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The signal that was last sent to everything of it, SIGCONT aside.</summary>
    public Signal? SentToAll { get; private set; }

    public IDisposable? PidFileWatch { get; set; }

    /// <summary>The last refusal of the pid file that was told: each is told once.</summary>
    public string? Refusal { get; set; }

    private DaemonTracking Daemons { get; }

    /// <summary>Its process was made. To be called with the births held.</summary>
    public void Begin(ProcessHandle process)
    {
        lock (Gate)
        {
            host.Made[process.Identity.Pid] = Number;
            Launched = process;
            if (!IsDaemon)
                Service = process;
            Hold(process);
            host.Tell(new ProfileEvent.Launched(Profile, Number, process.Identity));
            Watch(process);
        }
    }

    /// <summary>Takes over what an earlier ProcLaunch left running.</summary>
    public void Adopt(ProfileRemains remains)
    {
        lock (Gate)
        {
            Launched = remains.Launched is { } launched ? Take(launched) : null;
            Service = remains.Service is not { } service ? null
                : service == remains.Launched ? Launched
                : Daemons.IsAnothers(Profile, service) ? null
                : Take(service);
            if (Service is null && remains.Service is { } refused && Daemons.IsAnothers(Profile, refused))
                host.Tell(new ProfileEvent.PidFileRefused(Profile, Number, $"pid {refused.Pid} is another profile's already"));
            foreach (var other in remains.Others)
                WatchOther(other);
            Ended = Service is null;
            if (remains.Service is not null && Service is null)
                host.Tell(new ProfileEvent.ServiceEnded(Profile, Number, ExitStatus.Unknown, LeftBehind: true));
            foreach (var handle in Handles().ToList())
            {
                if (handle.Registration == 0 && !Others.ContainsKey(handle.Identity.Pid))
                    Watch(handle);
            }
        }
        if (!IsDaemon)
            return;
        Daemons.Await(this);
        lock (Gate)
        {
            // It ended between the look at the record and now: nobody else will tell.
            if (remains.Launched is not null && this is { Launched: null, Service: null, Over: false } && remains.Service is null)
                host.Tell(new ProfileEvent.LauncherEnded(Profile, Number, ExitStatus.Unknown, LeftBehind: true));
        }
    }

    public void Send(Signal signal, SignalTarget target)
    {
        lock (Gate)
        {
            if (Over)
                return;
            if (target == SignalTarget.Everything)
                leftovers.SendToAll(signal);
            else if (target == SignalTarget.Strays)
                leftovers.SendToStrays(signal);
            else
                (Service ?? Launched)?.Send(signal);
            if (target != SignalTarget.Service && signal != Signal.Continue)
                SentToAll = signal;
        }
    }

    /// <summary>Takes another process of the run for its service.</summary>
    public void Follow(ProcessIdentity service)
    {
        lock (Gate)
        {
            if (Over || Service is not { } before || before.Identity == service)
                return;
            var known = Handles().FirstOrDefault(handle => handle.Identity == service && !handle.ExitSeen);
            if ((known ?? Take(service)) is not { } handle)
                return;
            Others.Remove(service.Pid);
            Service = handle;
            // The one before goes on as one of many; its end is no longer that of the service.
            if (before != Launched)
                Others[before.Identity.Pid] = before;
            host.Tell(new ProfileEvent.DaemonFound(Profile, Number, service));
            if (known is null)
                Watch(handle);
        }
    }

    public void LookAgain()
    {
        List<ProcessHandle> ended;
        try
        {
            lock (Gate)
                ended = [.. Handles().Where(handle => !handle.ExitSeen && !handle.IsAlive())];
        }
        catch (IOException)
        {
            // Nothing can be said of it now; whoever asks will ask again.
            return;
        }
        foreach (var handle in ended)
            OnExit(handle);
        lock (Gate)
        {
            if (!Over && !(Launched is null && Service is null && Others.Count == 0 && !Ended))
                leftovers.TellIfVanished();
        }
    }

    /// <summary>Lets go of everything; no news follows.</summary>
    public void Release()
    {
        host.Guardian?.Forget(Number);
        lock (Gate)
        {
            Over = true;
            Daemons.Forget(this);
            foreach (var handle in Handles())
            {
                host.Made.TryRemove(KeyValuePair.Create(handle.Identity.Pid, Number));
                if (!handle.ExitSeen)
                    host.Exits.Unwatch(handle);
                handle.Dispose();
            }
        }
    }

    public ProcessHandle? Take(ProcessIdentity process)
    {
        if (ProcessHandle.Open(process, host.Options) is not { } handle)
            return null;
        Hold(handle);
        return handle;
    }

    public void Watch(ProcessHandle process)
    {
        host.Guardian?.Guard(Number, process.Identity);
        host.Exits.Watch(process, () => OnExit(process));
    }

    public ProcessHandle? WatchOther(ProcessIdentity process)
    {
        if (ProcessHandle.Open(process, host.Options) is not { } handle)
            return null;
        Others[process.Pid] = handle;
        Watch(handle);
        return handle;
    }

    /// <summary>A leader is kept, for the sake of its group; any other handle is of no more use.</summary>
    public void Drop(ProcessHandle process)
    {
        if (process != Launched && !Leaders.Contains(process))
            process.Dispose();
    }

    /// <summary>A daemon may hand over any number of times: leaders whose groups are empty are let go.</summary>
    public void Prune() => leftovers.Prune();

    /// <summary>Whether this very process is held already.</summary>
    public bool Holds(ProcessIdentity process) =>
        Launched?.Identity == process || Service?.Identity == process || Others.ContainsKey(process.Pid);

    public bool IsInItsGroup(int group) => Leaders.Exists(leader => leader.Identity.Pid == group);

    public IEnumerable<ProcessHandle> Handles()
    {
        if (Launched is not null)
            yield return Launched;
        if (Service is not null && Service != Launched)
            yield return Service;
        foreach (var leader in Leaders)
        {
            if (leader != Launched && leader != Service && !Others.ContainsValue(leader))
                yield return leader;
        }
        foreach (var other in Others.Values)
            yield return other;
    }

    private void Hold(ProcessHandle handle)
    {
        if (handle.LeadsGroup)
            Leaders.Add(handle);
    }

    private void OnExit(ProcessHandle process)
    {
        lock (Gate)
        {
            if (Over || process.ExitSeen)
                return;
            host.Exits.Unwatch(process);
            process.ExitSeen = true;
            var status = ChildStatus.Take(process);
            if (process == Service)
                OnServiceExit(process, status);
            else if (process == Launched)
                OnLauncherExit(process, status);
            else
            {
                Others.Remove(process.Identity.Pid);
                Drop(process);
                leftovers.TellIfVanished();
            }
        }
        host.Orphans?.Reap();
    }

    private void OnServiceExit(ProcessHandle process, ExitStatus status)
    {
        // A daemon may have handed over to a successor before it ended.
        if (IsDaemon && !Daemons.HasEnded(this, process.Identity.Pid))
            return;
        Service = null;
        Drop(process);
        host.Options.Pass(CrashPoint.AfterEnd);
        leftovers.TellEnd(status);
    }

    private void OnLauncherExit(ProcessHandle process, ExitStatus status)
    {
        // The daemon's last act before the launcher ended may have been to write the file.
        if (Service is null)
            Daemons.Find(this);
        Launched = null;
        Drop(process);
        host.Tell(new ProfileEvent.LauncherEnded(Profile, Number, status, LeftBehind: true));
        if (Service is null)
            Ended = true;
    }
}
