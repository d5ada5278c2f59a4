using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>Finds daemons through their pid files, and follows the files while the daemons run.</summary>
/// <param name="directories">Tells of changed pid files; null where the system cannot.</param>
/// <param name="runs">All runs: a process belongs to the profile that holds it.</param>
internal sealed class DaemonTracking(HostServices host, PidFile pidFiles, DirectoryWatcher? directories, ConcurrentDictionary<long, HostedRun> runs) : IDisposable
{
    private DaemonSearch? search;

    /// <summary>The process that a daemon's pid file names, if it may be believed.</summary>
    public ProcessIdentity? Find(ProfileDefinition definition) =>
        definition.PidFile is { } path && pidFiles.Read(path, definition.Name).Process is { } process
            && !IsAnothers(definition.Name, process)
            ? process
            : null;

    /// <summary>Two profiles may name the same pid file: its process belongs to the one that holds it.</summary>
    public bool IsAnothers(string profile, ProcessIdentity process) => runs.Values.Any(run =>
        run.Profile != profile && (run.Service?.Identity == process || run.Launched?.Identity == process));

    /// <returns>True: the daemon runs already, and nothing needs to be launched.</returns>
    public bool TakeRunning(HostedRun run)
    {
        if (Find(run.Definition) is not { } process)
            return false;
        lock (run.Gate)
        {
            if (run.Take(process) is not { } handle)
                return false;
            run.Service = handle;
            host.Tell(new ProfileEvent.DaemonFound(run.Profile, run.Number, process, AlreadyRan: true));
            run.Watch(handle);
        }
        return true;
    }

    /// <summary>Listens for the pid file; until the daemon is found it is also looked for a few times a second.</summary>
    public void Await(HostedRun run)
    {
        lock (run.Gate)
        {
            if (run.Over)
                return;
            WatchPidFile(run);
            if (run.Service is null)
                Search().Add(run);
        }
        Find(run);
    }

    /// <returns>True when the pid file names a process, other than the one known, that may be believed.</returns>
    public bool Find(HostedRun run)
    {
        lock (run.Gate)
        {
            if (run.Over)
                return false;
            var finding = pidFiles.Read(run.Definition.PidFile!, run.Profile);
            if (finding.Process is not { } process)
            {
                if (finding is { Refusal: { } refusal, Stale: false } && refusal != run.Refusal && run.Service is null)
                    host.Tell(new ProfileEvent.PidFileRefused(run.Profile, run.Number, $"pid file {run.Definition.PidFile} is not believed: {refusal}"));
                run.Refusal = finding.Refusal;
                return false;
            }
            if (run.Service?.Identity == process || IsAnothers(run.Profile, process))
                return false;
            var handle = process == run.Launched?.Identity ? run.Launched : run.Take(process);
            if (handle is null)
                return false;
            Follow(run, handle);
            return true;
        }
    }

    /// <summary>The daemon's process has ended. To be called with the lock of the run.</summary>
    /// <returns>False: it has handed over to another.</returns>
    public bool HasEnded(HostedRun run, int pid)
    {
        if (Find(run))
            return false;
        pidFiles.RemoveIfStale(run.Definition.PidFile!, run.Profile, pid);
        run.PidFileWatch?.Dispose();
        run.PidFileWatch = null;
        run.Prune();
        return true;
    }

    public void Forget(HostedRun run)
    {
        run.PidFileWatch?.Dispose();
        search?.Remove(run);
    }

    public void Dispose() => search?.Dispose();

    private void Follow(HostedRun run, ProcessHandle handle)
    {
        search?.Remove(run);
        var before = run.Service;
        run.Service = handle;
        if (before is { ExitSeen: false })
            host.Exits.Unwatch(before);
        if (before is not null)
            run.Drop(before);
        run.Prune();
        run.Ended = run.Vanished = false;
        // Its directory may have been made by the daemon itself.
        WatchPidFile(run);
        host.Options.Pass(CrashPoint.DaemonFound);
        host.Tell(new ProfileEvent.DaemonFound(run.Profile, run.Number, handle.Identity));
        if (handle != run.Launched)
            run.Watch(handle);
    }

    private void WatchPidFile(HostedRun run)
    {
        var path = run.Definition.PidFile!;
        run.PidFileWatch ??= directories?.Watch(Path.GetDirectoryName(path)!, Path.GetFileName(path), _ => Find(run));
    }

    private DaemonSearch Search() => LazyInitializer.EnsureInitialized(ref search, () =>
        new DaemonSearch(Find, e => host.Tell(new ProfileEvent.TroubleMet("", $"watching processes failed unexpectedly: {e}"))));
}
