using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

// How daemons are found through their pid files, and how what runs already is taken over.
internal sealed partial class ProcessHost
{
    /// <summary>The process that a daemon's pid file names, if it may be believed.</summary>
    public ProcessIdentity? FindDaemon(ProfileDefinition definition) =>
        definition.PidFile is { } path && pidFiles.Read(path, definition.Name).Process is { } process
            && !IsAnothers(definition.Name, process)
            ? process
            : null;

    public void Adopt(AdoptRequest order)
    {
        var run = runs[order.Run] = new HostedRun(order.Run, order.Profile, order.Instance, order.Definition) { IsAdopted = true };
        lock (run.Gate)
        {
            run.Launched = Take(run, order.Remains.Launched);
            run.Service = order.Remains.Service is not { } service ? null
                : service == order.Remains.Launched ? run.Launched
                : IsAnothers(run.Profile, service) ? null
                : Take(run, service);
            if (run.Service is null && order.Remains.Service is { } refused && IsAnothers(run.Profile, refused))
                tell(new ProfileEvent.PidFileRefused(run.Profile, run.Number, $"pid {refused.Pid} is another profile's already"));
            foreach (var other in order.Remains.Others)
                WatchOther(run, other);
            run.Ended = run.Service is null;
            if (order.Remains.Service is not null && run.Service is null)
                tell(new ProfileEvent.ServiceEnded(run.Profile, run.Number, ExitStatus.Unknown, LeftBehind: true));
            foreach (var handle in run.Handles().ToList())
            {
                if (handle.Registration == 0 && !run.Others.ContainsKey(handle.Identity.Pid))
                    Watch(run, handle);
            }
        }
        if (!run.IsDaemon)
            return;
        AwaitPidFile(run);
        lock (run.Gate)
        {
            // It ended between the look at the record and now: nobody else will tell.
            if (order.Remains.Launched is not null && run is { Launched: null, Service: null, Over: false } && order.Remains.Service is null)
                tell(new ProfileEvent.LauncherEnded(run.Profile, run.Number, ExitStatus.Unknown, LeftBehind: true));
        }
    }

    private ProcessHandle? Take(HostedRun run, ProcessIdentity? process)
    {
        if (process is not { } known || ProcessHandle.Open(known, options) is not { } handle)
            return null;
        run.Hold(handle);
        return handle;
    }

    public void Follow(long number, ProcessIdentity service)
    {
        if (!runs.TryGetValue(number, out var run))
            return;
        lock (run.Gate)
        {
            if (run.Over || run.Service is not { } before || before.Identity == service)
                return;
            var known = run.Handles().FirstOrDefault(handle => handle.Identity == service && !handle.ExitSeen);
            if ((known ?? Take(run, service)) is not { } handle)
                return;
            run.Others.Remove(service.Pid);
            run.Service = handle;
            // The one before goes on as one of many; its end is no longer that of the service.
            if (before != run.Launched)
                run.Others[before.Identity.Pid] = before;
            tell(new ProfileEvent.DaemonFound(run.Profile, run.Number, service));
            if (known is null)
                Watch(run, handle);
        }
    }

    private bool FindRunningDaemon(HostedRun run)
    {
        if (FindDaemon(run.Definition) is not { } process)
            return false;
        lock (run.Gate)
        {
            if (Take(run, process) is not { } handle)
                return false;
            run.Service = handle;
            tell(new ProfileEvent.DaemonFound(run.Profile, run.Number, process, AlreadyRan: true));
            Watch(run, handle);
        }
        return true;
    }

    /// <summary>Listens for the pid file; until the daemon is found it is also looked for a few times a second.</summary>
    private void AwaitPidFile(HostedRun run)
    {
        lock (run.Gate)
        {
            if (run.Over)
                return;
            WatchPidFile(run);
            if (run.Service is null)
                daemons.Add(run);
        }
        FindDaemon(run);
    }

    private void WatchPidFile(HostedRun run)
    {
        var path = run.Definition.PidFile!;
        run.PidFileWatch ??= directories?.Watch(Path.GetDirectoryName(path)!, Path.GetFileName(path), _ => FindDaemon(run));
    }

    /// <returns>True when the pid file names a process, other than the one known, that may be believed.</returns>
    private bool FindDaemon(HostedRun run)
    {
        lock (run.Gate)
        {
            if (run.Over)
                return false;
            var finding = pidFiles.Read(run.Definition.PidFile!, run.Profile);
            if (finding.Process is not { } process)
            {
                if (finding is { Refusal: { } refusal, Stale: false } && refusal != run.Refusal && run.Service is null)
                    tell(new ProfileEvent.PidFileRefused(run.Profile, run.Number, $"pid file {run.Definition.PidFile} is not believed: {refusal}"));
                run.Refusal = finding.Refusal;
                return false;
            }
            if (run.Service?.Identity == process || IsAnothers(run.Profile, process))
                return false;
            var handle = process == run.Launched?.Identity ? run.Launched : Take(run, process);
            if (handle is null)
                return false;
            daemons.Remove(run);
            var before = run.Service;
            run.Service = handle;
            if (before is { ExitSeen: false })
                exits.Unwatch(before);
            if (before is not null)
                Drop(run, before);
            Prune(run);
            run.Ended = run.Vanished = false;
            // Its directory may have been made by the daemon itself.
            WatchPidFile(run);
            CrashPoint.Pass(CrashPoint.DaemonFound);
            tell(new ProfileEvent.DaemonFound(run.Profile, run.Number, process));
            if (handle != run.Launched)
                Watch(run, handle);
            return true;
        }
    }

    /// <summary>Two profiles may name the same pid file: its process belongs to the one that holds it.</summary>
    private bool IsAnothers(string profile, ProcessIdentity process) => runs.Values.Any(run =>
        run.Profile != profile && (run.Service?.Identity == process || run.Launched?.Identity == process));
}
