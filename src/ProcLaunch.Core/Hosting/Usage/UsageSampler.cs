using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// Measures what services use, when asked and only then: one walk through the process table for all of them. Keeps what it saw
/// for a minute at most, and then lets go of it the next time it is asked for anything. May be called from any thread.
/// </summary>
internal sealed class UsageSampler(TimeProvider time)
{
    /// <summary>In less time than this clock ticks are too coarse to say anything.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <summary>What lies further back is no news of what happens now.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();
    private readonly Dictionary<ProcessIdentity, UsageMark> marks = [];

    /// <summary>Of so many services it is remembered what they had used.</summary>
    internal int MarksKept => marks.Count;

    /// <summary>
    /// The use of processors is that since the last look at the same service; at the first look, and where the last is more than a
    /// minute old, the average since the service started. Asked again within 200 ms, the last answer is repeated.
    /// </summary>
    /// <param name="servicePids">Each stands for the process group it is in, whether it leads that group or not.</param>
    /// <returns>By pid; what is dead is missing.</returns>
    /// <exception cref="IOException">There is no descriptor left to look with.</exception>
    public IReadOnlyDictionary<int, GroupUsage> Sample(IReadOnlyCollection<int> servicePids)
    {
        lock (gate)
        {
            var usage = new Dictionary<int, GroupUsage>();
            var asked = servicePids.ToHashSet();
            var groups = GroupsOf(asked);
            var (at, sinceBoot) = (time.GetTimestamp(), SystemClock.SinceBoot());
            foreach (var group in groups.Values)
            {
                foreach (var service in group.Where(member => !member.IsDead && asked.Contains(member.Pid)))
                    usage[service.Pid] = new(CpuPercent(service, group, at, sinceBoot), group.Sum(member => member.ResidentPages) * Environment.SystemPageSize);
            }
            foreach (var (service, mark) in marks)
            {
                if (time.GetElapsedTime(mark.At, at) > Longest)
                    marks.Remove(service);
            }
            return usage;
        }
    }

    private static Dictionary<int, List<ProcessStat>> GroupsOf(HashSet<int> servicePids)
    {
        var groups = new Dictionary<int, List<ProcessStat>>();
        foreach (var pid in servicePids)
        {
            if (ProcessStat.Of(pid) is { } service)
                groups.TryAdd(service.Group, []);
        }
        if (groups.Count == 0)
            return groups;
        foreach (var pid in ProcessTable.Pids())
        {
            if (ProcessStat.Of(pid) is { } stat && groups.TryGetValue(stat.Group, out var members))
                members.Add(stat);
        }
        return groups;
    }

    private double CpuPercent(ProcessStat service, List<ProcessStat> group, long at, TimeSpan sinceBoot)
    {
        var passed = marks.TryGetValue(service.Identity, out var mark) ? time.GetElapsedTime(mark.At, at) : TimeSpan.MaxValue;
        if (passed < Shortest)
            return mark!.CpuPercent;
        var percent = 100 * (passed <= Longest ? mark!.UsedSince(group) / passed : group.Sum(member => Average(member, service, sinceBoot)));
        marks[service.Identity] = new UsageMark(at, sinceBoot, group.ToDictionary(member => member.Identity, member => member.CpuTicks), percent);
        return percent;
    }

    private static double Average(ProcessStat member, ProcessStat service, TimeSpan sinceBoot)
    {
        // Over the life of a member that is older than the service: its time was not used since the service started.
        var age = sinceBoot - SystemClock.OfTicks(Math.Min(member.StartTicks, service.StartTicks));
        return SystemClock.OfTicks(member.CpuTicks) / (age > Shortest ? age : Shortest);
    }
}
