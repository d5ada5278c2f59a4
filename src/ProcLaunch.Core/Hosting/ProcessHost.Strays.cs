using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

// What left the process group of a foreground service.
internal sealed partial class ProcessHost
{
    /// <summary>
    /// The orphans of what a subreaper launched fall to it, and are looked for among its own children. All others may be
    /// anyone's children by now, and only the whole process table shows them.
    /// </summary>
    private bool MayBeAnywhere(HostedRun run) =>
        HasStrays(run) && (orphans is null || run.IsAdopted) && run.Definition.Stop.Scope == StopScope.Group;

    private static bool HasStrays(HostedRun run) => !run.IsDaemon && run.Instance.Length > 0;

    /// <summary>Does what must know the strays of a run: at once, or when they were searched for if they may be anywhere.</summary>
    private void Knowing(HostedRun run, Action<IReadOnlyList<MarkedProcess>?> act)
    {
        if (MayBeAnywhere(run))
            search.Ask(finding => Answer(run, finding, act));
        else
            act(null);
    }

    private void Answer(HostedRun run, StrayFinding finding, Action<IReadOnlyList<MarkedProcess>?> act)
    {
        lock (run.Gate)
        {
            if (run.Over)
                return;
            // A stop that needs no descriptor must not wait for one: the group is known to be gone without.
            if (finding.Problem is { } problem)
                tell(new ProfileEvent.TroubleMet(run.Profile, $"leftovers outside its process group cannot be looked for: {problem}"));
            act(finding.Marked);
        }
    }

    /// <summary>Finds them by their marker, tells of the new ones and watches them.</summary>
    /// <param name="marked">What a search has found just now; null to look.</param>
    private List<ProcessIdentity> StraysOf(HostedRun run, IReadOnlyList<MarkedProcess>? marked = null)
    {
        if (!HasStrays(run))
            return [];
        if (MayBeAnywhere(run))
            marked ??= search.Walk();
        else
            marked = orphans is null ? [] : ProcessTable.Marked(marker, OrphansHere(), out _);
        var strays = marked.Where(process => process.Profile == run.Profile && process.Instance == run.Instance && !IsInItsGroup(run, process.Stat.Group) && !commands.ContainsKey(process.Stat.Group))
            .Select(process => process.Stat.Identity).ToList();
        var found = strays.FindAll(stray => !run.Holds(stray));
        foreach (var stray in found)
            SendLate(run, WatchOther(run, stray));
        if (found.Count > 0)
            tell(new ProfileEvent.TroubleMet(run.Profile, $"leftovers outside its process group are stopped with it: {string.Join(", ", found.Select(stray => $"pid {stray.Pid}"))}"));
        return strays;
    }

    /// <summary>Services are our children too: those we made ourselves need not be looked at.</summary>
    private IEnumerable<int> OrphansHere() => ProcessTable.OwnChildren().Where(pid => !made.ContainsKey(pid));

    private static bool IsInItsGroup(HostedRun run, int group) => run.Leaders.Exists(leader => leader.Identity.Pid == group);

    /// <summary>What is found only after all were signalled is signalled now.</summary>
    private static void SendLate(HostedRun run, ProcessHandle? stray)
    {
        if (run.SentToAll is not { } signal)
            return;
        stray?.Send(signal);
        stray?.Send(Signal.Continue);
    }

    private void WatchStrays(HostedRun run)
    {
        // A search takes too long for those whose orders come next. It follows the end of the service, and each look.
        if (MayBeAnywhere(run))
            return;
        try
        {
            StraysOf(run);
        }
        catch (IOException)
        {
            // They are looked for again when asked whether anything is left.
        }
    }

    private void SendToStrays(HostedRun run, Signal signal)
    {
        WatchStrays(run);
        foreach (var handle in run.Others.Values)
        {
            if (!IsInItsGroup(run, GroupNow(handle)) && handle.LastSent != signal)
                handle.Send(signal);
        }
    }
}
