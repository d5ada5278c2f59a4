using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

// What left the process group of a foreground service, and fell to us as an orphan.
internal sealed partial class ProcessHost
{
    /// <summary>Finds them by their marker among our own children, tells of the new ones and watches them.</summary>
    private List<ProcessIdentity> StraysOf(HostedRun run)
    {
        if (orphans is null || run.IsDaemon || run.Instance.Length == 0)
            return [];
        var strays = new List<ProcessIdentity>();
        foreach (var pid in ProcessTable.OwnChildren())
        {
            // Services are our children too: those we made ourselves need not be looked at.
            if (!made.ContainsKey(pid) && ProcessStat.Of(pid) is { IsDead: false } stat && !run.Leaders.Exists(leader => leader.Identity.Pid == stat.Group)
                && marker.Read(ProcessTable.EnvironmentOf(pid)) is { } mark && mark.Profile == run.Profile && mark.Instance == run.Instance)
                strays.Add(stat.Identity);
        }
        var found = strays.FindAll(stray => !run.Holds(stray));
        foreach (var stray in found)
            WatchOther(run, stray);
        if (found.Count > 0)
            tell(new ProfileEvent.TroubleMet(run.Profile, $"leftovers outside its process group are stopped with it: {string.Join(", ", found.Select(stray => $"pid {stray.Pid}"))}"));
        return strays;
    }

    private void WatchStrays(HostedRun run)
    {
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
            if (!run.Leaders.Exists(leader => leader.Identity.Pid == GroupNow(handle)) && handle.LastSent != signal)
                handle.Send(signal);
        }
    }
}
