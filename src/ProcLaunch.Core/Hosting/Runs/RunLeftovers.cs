using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// What of a run is alive beside, or after, its service: the members of its group, what left the group, what carries its marker. All
/// members are to be called with the lock of the run.
/// </summary>
internal sealed class RunLeftovers(HostedRun run, HostServices host)
{
    private const int MostRounds = 3;

    /// <summary>
    /// The orphans of what a subreaper launched fall to it, and are looked for among its own children. All others may be
    /// anyone's children by now, and only the whole process table shows them.
    /// </summary>
    private bool MayBeAnywhere => HasStrays && (host.Orphans is null || run.IsAdopted) && run.Definition.Stop.Scope == StopScope.Group;

    private bool HasStrays => !run.IsDaemon && run.Instance.Length > 0;

    private bool MayHaveVanished => run is { Ended: true, Vanished: false, Service: null } and not { Launched.ExitSeen: false };

    public void SendToAll(Signal signal)
    {
        var reached = new HashSet<int>();
        foreach (var leader in run.Leaders)
        {
            new ProcessGroup(leader, host.Options, host.Memory).Send(signal);
            reached.Add(leader.Identity.Pid);
        }
        // Once to each: what was reached through its group is not signalled again.
        if (run.IsDaemon)
            WatchMarked();
        WatchStrays();
        foreach (var handle in run.Handles())
        {
            if (!reached.Contains(GroupNow(handle)))
                handle.Send(signal);
        }
    }

    public void SendToStrays(Signal signal)
    {
        WatchStrays();
        foreach (var handle in run.Others.Values)
        {
            if (!run.IsInItsGroup(GroupNow(handle)) && handle.LastSent != signal)
                handle.Send(signal);
        }
    }

    /// <summary>Tells that the service has ended, and whether it left something behind.</summary>
    public void TellEnd(ExitStatus status) => Knowing(marked =>
    {
        run.Ended = true;
        // A daemon's children may be anywhere: they are looked for by their marker when asked to look again.
        var leftBehind = run.IsDaemon || !NothingLeft(thoroughly: false, marked);
        host.Tell(new ProfileEvent.ServiceEnded(run.Profile, run.Number, status, leftBehind));
    });

    public void TellIfVanished()
    {
        if (!MayHaveVanished)
            return;
        Knowing(marked =>
        {
            if (!MayHaveVanished || !NothingLeft(thoroughly: true, marked))
                return;
            run.Vanished = true;
            host.Tell(new ProfileEvent.RunVanished(run.Profile, run.Number));
        });
    }

    /// <summary>Lets go of dead leaders whose groups are empty.</summary>
    public void Prune()
    {
        foreach (var leader in run.Leaders.Where(leader => leader != run.Launched && leader != run.Service && !run.Others.ContainsValue(leader)).ToList())
        {
            if (leader.IsAlive() || !IsEmpty(leader))
                continue;
            run.Leaders.Remove(leader);
            leader.Dispose();
        }
    }

    /// <summary>Does what must know the strays: at once, or when they were searched for if they may be anywhere.</summary>
    private void Knowing(Action<IReadOnlyList<MarkedProcess>?> act)
    {
        if (!MayBeAnywhere)
        {
            act(null);
            return;
        }
        host.Search.Ask(finding =>
        {
            lock (run.Gate)
            {
                if (run.Over)
                    return;
                // A stop that needs no descriptor must not wait for one: the group is known to be gone without.
                if (finding.Problem is { } problem)
                    host.Tell(new ProfileEvent.TroubleMet(run.Profile, $"leftovers outside its process group cannot be looked for: {problem}"));
                act(finding.Marked);
            }
        });
    }

    /// <summary>Whether nothing of the run lives; what does and was not known is watched from now on.</summary>
    /// <param name="marked">What a search has found just now.</param>
    private bool NothingLeft(bool thoroughly, IReadOnlyList<MarkedProcess>? marked)
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
                left = Left(thoroughly, marked);
                marked = null;
                foreach (var process in left.Where(process => !run.Holds(process)))
                    run.WatchOther(process);
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

    private List<ProcessIdentity> Left(bool thoroughly, IReadOnlyList<MarkedProcess>? marked)
    {
        var left = run.Leaders.SelectMany(leader => new ProcessGroup(leader, host.Options, host.Memory).Members()).ToList();
        if (thoroughly && (run.IsDaemon || run.Leaders.Count == 0) && !MayBeAnywhere)
            left.AddRange(MarkedOfRun().Select(process => process.Stat.Identity));
        left.AddRange(Strays(marked));
        return left;
    }

    /// <summary>Finds what left the group by its marker, tells of the new ones and watches them.</summary>
    /// <param name="marked">What a search has found just now; null to look.</param>
    private List<ProcessIdentity> Strays(IReadOnlyList<MarkedProcess>? marked = null)
    {
        if (!HasStrays)
            return [];
        if (MayBeAnywhere)
            marked ??= host.Search.Walk();
        else
            marked = host.Orphans is null ? [] : ProcessTable.Marked(host.Marker, OrphansHere(), out _);
        var strays = marked.Where(process => IsOfRun(process) && !run.IsInItsGroup(process.Stat.Group)).Select(process => process.Stat.Identity).Where(ProcessTable.IsAlive).ToList();
        var found = strays.FindAll(stray => !run.Holds(stray));
        foreach (var stray in found)
            SendLate(run.WatchOther(stray));
        if (found.Count > 0)
            host.Tell(new ProfileEvent.TroubleMet(run.Profile, $"leftovers outside its process group are stopped with it: {string.Join(", ", found.Select(stray => $"pid {stray.Pid}"))}"));
        return strays;
    }

    /// <summary>What is found only after all were signalled is signalled now.</summary>
    private void SendLate(ProcessHandle? stray)
    {
        if (run.SentToAll is not { } signal)
            return;
        stray?.Send(signal);
        stray?.Send(Signal.Continue);
    }

    private void WatchStrays()
    {
        // A search takes too long for those whose requests come next. It follows the end of the service, and each look.
        if (!MayBeAnywhere)
            Try(() => Strays());
    }

    private void WatchMarked() => Try(() =>
    {
        foreach (var process in MarkedOfRun().Select(process => process.Stat.Identity).Where(process => !run.Holds(process)))
            run.WatchOther(process);
    });

    private static void Try(Action look)
    {
        try
        {
            look();
        }
        catch (IOException)
        {
            // They are looked for again when asked whether anything is left.
        }
    }

    private List<MarkedProcess> MarkedOfRun() => run.Instance.Length == 0 ? [] : host.Memory.Marked(out _).FindAll(process => IsOfRun(process) && ProcessTable.IsAlive(process.Stat.Identity));

    /// <summary>Services are our children too: those we made ourselves need not be looked at.</summary>
    private IEnumerable<int> OrphansHere() => ProcessTable.OwnChildren().Where(pid => !host.Made.ContainsKey(pid));

    /// <summary>The programs of its checks carry its marker and are no leftovers.</summary>
    private bool IsOfRun(MarkedProcess process) =>
        process.Profile == run.Profile && process.Instance == run.Instance && !host.Commands.ContainsKey(process.Stat.Group);

    private bool IsEmpty(ProcessHandle leader)
    {
        try
        {
            return new ProcessGroup(leader, host.Options, host.Memory).IsEmpty();
        }
        catch (IOException)
        {
            // Not known: it is kept.
            return false;
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
