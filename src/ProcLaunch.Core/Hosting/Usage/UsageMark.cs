using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>What a group had used when it was looked at: what the next look is compared with.</summary>
/// <param name="At">A timestamp of the sampler's clock.</param>
/// <param name="SinceBoot">The same moment, on the scale of process starts.</param>
/// <param name="CpuPercent">What was answered then.</param>
internal sealed record UsageMark(long At, TimeSpan SinceBoot, IReadOnlyDictionary<ProcessIdentity, long> CpuTicks, double CpuPercent)
{
    /// <summary>The processor time that a group has used since. Each member is compared with itself: one that ended takes nothing away from the others.</summary>
    public TimeSpan UsedSince(IEnumerable<ProcessStat> group) => SystemClock.OfTicks(group.Sum(UsedSince));

    private long UsedSince(ProcessStat member)
    {
        if (CpuTicks.TryGetValue(member.Identity, out var before))
            return Math.Max(member.CpuTicks - before, 0);
        // What joined the group later than it started may have used most of its time long ago.
        return SystemClock.OfTicks(member.StartTicks) + SystemClock.Tolerance >= SinceBoot ? member.CpuTicks : 0;
    }
}
