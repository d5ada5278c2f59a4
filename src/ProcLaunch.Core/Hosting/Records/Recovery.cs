using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// Finds what still runs from an earlier ProcLaunch: through the records, and through the marker where a record is missing
/// or was written too early to know a pid.
/// </summary>
internal sealed class Recovery(IProcessHost host)
{
    public IReadOnlyList<ProfileEvent.WasRecovered> Recover(IReadOnlyList<ProfileRecord> records, ClockReading now)
    {
        var marked = host.Marked().ToLookup(process => process.Profile);
        var recovered = records.Select(record => new ProfileEvent.WasRecovered(record, RemainsOf(record, [.. marked[record.Profile]]))).ToList();
        var recorded = records.Select(record => record.Profile).ToHashSet(StringComparer.Ordinal);
        foreach (var unrecorded in marked.Where(group => !recorded.Contains(group.Key) && ProfileName.Problem(group.Key) is null))
        {
            // The record was lost: what carries the marker is all there is to go by.
            var run = new Run(unrecorded.First().Instance, new ProfileDefinition(unrecorded.Key));
            var record = new ProfileRecord { Profile = unrecorded.Key, Situation = new Situation.Running(run, now.Monotonic), Want = Want.Up, Since = now.Wall };
            recovered.Add(new(record, RemainsOf(record, [.. unrecorded])));
        }
        return recovered;
    }

    private ProfileRemains RemainsOf(ProfileRecord record, List<MarkedProcess> marked)
    {
        var run = record.Situation.Instance;
        var launched = Alive(run?.Launched);
        var service = Alive(run?.Service);
        if ((run?.Definition ?? record.Definition) is { Mode: ProfileMode.Daemon } daemon)
            service ??= host.FindDaemon(daemon);
        else
            service ??= launched ?? LeaderOf(run, marked);
        launched ??= LeaderOf(run, marked);
        var others = service is not null
            ? []
            : marked.Select(process => process.Stat.Identity).Where(process => process != launched).ToList();
        return new ProfileRemains(launched, service, others);
    }

    /// <summary>Of an instance whose pid nobody wrote down: the one that was started as leader of its session.</summary>
    private static ProcessIdentity? LeaderOf(Run? run, List<MarkedProcess> marked) => run is null or { Launched: not null } or { Service: not null } ? null : marked
        .Where(process => process.Instance == run.Instance && process.Stat.Session == process.Stat.Pid)
        .OrderBy(process => process.Stat.StartTicks)
        .FirstOrDefault()?.Stat.Identity;

    private ProcessIdentity? Alive(ProcessIdentity? process) => process is { } known && host.IsAlive(known) ? process : null;
}
