using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// Looks through the whole process table again and again, and remembers of each process what cannot change: whether it was born with
/// our marker, and that it leads a session, for then it stays in its group. So a look costs a listing, and what is new.
/// </summary>
internal sealed class ProcessMemory(Marker marker)
{
    private readonly Lock gate = new();
    private Dictionary<int, Known> known = [];

    /// <summary>Every process that carries our marker. One that leads a session may be dead and not yet reaped.</summary>
    /// <param name="missed">Processes ended between being listed and being looked at: it is not known whose they were.</param>
    /// <exception cref="IOException">No descriptor is left.</exception>
    public List<MarkedProcess> Marked(out bool missed)
    {
        var found = new List<MarkedProcess>();
        lock (gate)
        {
            var gone = false;
            foreach (var (pid, process) in Listed())
            {
                if (!process.MarkIsKnown)
                    LearnMark(pid, process, ref gone);
                if (process.Mark is not { } mark)
                    continue;
                // It may have left its group, or be dead by now.
                if (process.Leader is not null)
                    found.Add(mark);
                else if (ProcessStat.Of(pid) is { IsDead: false } stat && stat.Identity == mark.Stat.Identity)
                    found.Add(mark with { Stat = stat });
            }
            missed = gone;
        }
        return found;
    }

    /// <summary>The living members of a process group; those dead but not yet reaped do not count.</summary>
    /// <param name="missed">Processes ended between being listed and being looked at: it is not known whose they were.</param>
    /// <param name="unreaped">Dead members were seen that nobody has waited for yet.</param>
    /// <exception cref="IOException">No descriptor is left.</exception>
    public List<ProcessIdentity> MembersOf(int group, out bool missed, out bool unreaped)
    {
        missed = unreaped = false;
        var members = new List<ProcessIdentity>();
        lock (gate)
        {
            foreach (var (pid, process) in Listed())
            {
                if (process.Leader is { } leader && leader != group)
                    continue;
                if (ProcessStat.Of(pid) is not { } stat)
                    missed = true;
                else
                {
                    process.Leader ??= LeaderOf(stat);
                    unreaped |= stat.Group == group && stat.IsDead;
                    if (stat.Group == group && !stat.IsDead)
                        members.Add(stat.Identity);
                }
            }
        }
        return members;
    }

    /// <summary>Those that are there now: what is known of the others is forgotten.</summary>
    private Dictionary<int, Known> Listed()
    {
        var (before, now) = (known, new Dictionary<int, Known>(known.Count + 16));
        ProcListing.Read((pid, inode) => now[pid] = before.TryGetValue(pid, out var process) && process.Inode == inode ? process : new Known(inode));
        return known = now;
    }

    private void LearnMark(int pid, Known process, ref bool missed)
    {
        if (ProcessStat.Of(pid) is not { } stat)
        {
            missed = true;
            return;
        }
        process.Leader ??= LeaderOf(stat);
        process.Mark = ProcessTable.Marked(marker, [pid], out var gone) is [var mark] ? mark : null;
        missed |= gone;
        // A child of ours is seen with our own environment until it is executed.
        process.MarkIsKnown = !gone && (process.Mark is not null || stat.Parent != Libc.getpid());
    }

    private static int? LeaderOf(ProcessStat stat) => stat.Session == stat.Pid ? stat.Pid : null;

    private sealed class Known(ulong inode)
    {
        public ulong Inode { get; } = inode;

        /// <summary>The group it leads for good, as the leader of its session; null where that is not so or not known.</summary>
        public int? Leader { get; set; }

        public MarkedProcess? Mark { get; set; }

        public bool MarkIsKnown { get; set; }
    }
}
