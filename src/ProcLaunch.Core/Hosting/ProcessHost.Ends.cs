using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

// How ends are noticed, and what is left then.
internal sealed partial class ProcessHost
{
    private const int MostRounds = 3;

    public void LookAgain(long number)
    {
        // A run whose launch is still under way is not held yet, and cannot have vanished.
        if (!runs.TryGetValue(number, out var run))
            return;
        List<ProcessHandle> ended;
        try
        {
            lock (run.Gate)
                ended = [.. run.Handles().Where(handle => !handle.ExitSeen && !handle.IsAlive())];
        }
        catch (IOException)
        {
            // Nothing can be said of it now; whoever asks will ask again.
            return;
        }
        foreach (var handle in ended)
            OnExit(run, handle);
        lock (run.Gate)
        {
            if (run.Over || (run.Launched is null && run.Service is null && run.Others.Count == 0 && !run.Ended))
                return;
            TellIfVanished(run);
        }
    }

    private void OnExit(HostedRun run, ProcessHandle process)
    {
        lock (run.Gate)
        {
            if (run.Over || process.ExitSeen)
                return;
            exits.Unwatch(process);
            process.ExitSeen = true;
            var status = ChildStatus.Take(process);
            if (process == run.Service)
                OnServiceExit(run, process, status);
            else if (process == run.Launched)
                OnLauncherExit(run, process, status);
            else
            {
                run.Others.Remove(process.Identity.Pid);
                Drop(run, process);
                TellIfVanished(run);
            }
        }
        orphans?.Reap();
    }

    private void OnServiceExit(HostedRun run, ProcessHandle process, ExitStatus status)
    {
        if (run.IsDaemon)
        {
            // It may have handed over to a successor before it ended.
            if (FindDaemon(run))
                return;
            pidFiles.RemoveIfStale(run.Definition.PidFile!, run.Profile, process.Identity.Pid);
            run.PidFileWatch?.Dispose();
            run.PidFileWatch = null;
            Prune(run);
        }
        run.Service = null;
        Drop(run, process);
        CrashPoint.Pass(CrashPoint.AfterEnd);
        Knowing(run, marked => TellEnd(run, status, marked));
    }

    private void TellEnd(HostedRun run, ExitStatus status, IReadOnlyList<MarkedProcess>? marked)
    {
        run.Ended = true;
        // A daemon's children may be anywhere: they are looked for by their marker when asked to look again.
        tell(new ProfileEvent.ServiceEnded(run.Profile, run.Number, status, LeftBehind: run.IsDaemon || !NothingLeft(run, thoroughly: false, marked)));
    }

    private void OnLauncherExit(HostedRun run, ProcessHandle process, ExitStatus status)
    {
        // The daemon's last act before the launcher ended may have been to write the file.
        if (run.Service is null)
            FindDaemon(run);
        run.Launched = null;
        Drop(run, process);
        tell(new ProfileEvent.LauncherEnded(run.Profile, run.Number, status, LeftBehind: true));
        if (run.Service is null)
            run.Ended = true;
    }

    /// <summary>A leader is kept, for the sake of its group; any other handle is of no more use.</summary>
    private static void Drop(HostedRun run, ProcessHandle process)
    {
        if (process != run.Launched && !run.Leaders.Contains(process))
            process.Dispose();
    }

    /// <summary>A daemon may hand over any number of times: leaders whose groups are empty are let go.</summary>
    private void Prune(HostedRun run)
    {
        foreach (var leader in run.Leaders.Where(leader => leader != run.Launched && leader != run.Service && !run.Others.ContainsValue(leader)).ToList())
        {
            if (leader.IsAlive() || !IsEmpty(leader))
                continue;
            run.Leaders.Remove(leader);
            leader.Dispose();
        }
    }

    private bool IsEmpty(ProcessHandle leader)
    {
        try
        {
            return new ProcessGroup(leader, options).IsEmpty();
        }
        catch (IOException)
        {
            // Not known: it is kept.
            return false;
        }
    }

    private void TellIfVanished(HostedRun run)
    {
        if (!MayHaveVanished(run))
            return;
        Knowing(run, marked =>
        {
            if (!MayHaveVanished(run) || !NothingLeft(run, thoroughly: true, marked))
                return;
            run.Vanished = true;
            tell(new ProfileEvent.RunVanished(run.Profile, run.Number));
        });
    }

    private static bool MayHaveVanished(HostedRun run) =>
        run is { Ended: true, Vanished: false, Service: null } and not { Launched.ExitSeen: false };

    /// <summary>Whether nothing of the run lives; what does and was not known is watched from now on.</summary>
    /// <param name="marked">What a search has found just now.</param>
    private bool NothingLeft(HostedRun run, bool thoroughly, IReadOnlyList<MarkedProcess>? marked)
    {
        try
        {
            // What was there a moment ago and is gone may have made another in between: that is looked for again.
            List<ProcessIdentity> left;
            var rounds = 0;
            do
            {
                // One that is always quicker is looked at again in a second, and until then nobody waits for us.
                if (rounds++ == MostRounds)
                    return false;
                left = Left(run, thoroughly, marked);
                marked = null;
                foreach (var process in left.Where(process => !run.Holds(process)))
                    WatchOther(run, process);
            }
            while (left.Count > 0 && !left.Exists(run.Holds));
        }
        catch (IOException)
        {
            // Not to be able to look is no proof: it is asked again.
            return false;
        }
        return run.Others.Count == 0 && run.Service is null && (run.Launched is null || run.Launched.ExitSeen);
    }

    private List<ProcessIdentity> Left(HostedRun run, bool thoroughly, IReadOnlyList<MarkedProcess>? marked)
    {
        var left = run.Leaders.SelectMany(leader => new ProcessGroup(leader, options).Members()).ToList();
        if (thoroughly && (run.IsDaemon || run.Leaders.Count == 0) && !MayBeAnywhere(run))
            left.AddRange(MarkedOf(run).Select(process => process.Stat.Identity));
        left.AddRange(StraysOf(run, marked));
        return left;
    }

    private ProcessHandle? WatchOther(HostedRun run, ProcessIdentity process)
    {
        if (ProcessHandle.Open(process, options) is not { } handle)
            return null;
        run.Others[process.Pid] = handle;
        Watch(run, handle);
        return handle;
    }

    private List<MarkedProcess> MarkedOf(HostedRun run) => run.Instance.Length == 0
        ? []
        : ProcessTable.Marked(marker, out _).FindAll(process => process.Profile == run.Profile && process.Instance == run.Instance && !commands.ContainsKey(process.Stat.Group));

    private void SendToAll(HostedRun run, Signal signal)
    {
        var reached = new HashSet<int>();
        foreach (var leader in run.Leaders)
        {
            new ProcessGroup(leader, options).Send(signal);
            reached.Add(leader.Identity.Pid);
        }
        // Once to each: what was reached through its group is not signalled again.
        if (run.IsDaemon)
            WatchMarked(run);
        WatchStrays(run);
        foreach (var handle in run.Handles())
        {
            if (!reached.Contains(GroupNow(handle)))
                handle.Send(signal);
        }
    }

    private void WatchMarked(HostedRun run)
    {
        try
        {
            foreach (var process in MarkedOf(run).Select(process => process.Stat.Identity).Where(process => !run.Holds(process)))
                WatchOther(run, process);
        }
        catch (IOException)
        {
            // They are looked for again when asked whether anything is left.
        }
    }

    /// <summary>A process may leave the group it was found in, and must not escape by that.</summary>
    private static int GroupNow(ProcessHandle handle)
    {
        try
        {
            return ProcessStat.Of(handle.Identity.Pid)?.Group ?? handle.Group;
        }
        catch (IOException)
        {
            return handle.Group;
        }
    }
}
