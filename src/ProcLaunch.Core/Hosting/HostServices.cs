using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>What the runs, the daemons and the check commands of one host share.</summary>
internal sealed class HostServices(Action<ProfileEvent> tell, Marker marker, HostOptions options, ExitWatcher exits, StraySearch search, ProcessMemory memory)
{
    /// <summary>Called with the lock of the run that the news is of: so its news arrives in the order in which it happened.</summary>
    public Action<ProfileEvent> Tell => tell;

    public Marker Marker => marker;

    public HostOptions Options => options;

    public ExitWatcher Exits => exits;

    public StraySearch Search => search;

    public ProcessMemory Memory => memory;

    public Guardian? Guardian { get; init; }

    public OrphanReaper? Orphans { get; init; }

    /// <summary>Held between the birth of a process and its being held: nobody may reap it meanwhile.</summary>
    public required Lock Births { get; init; }

    /// <summary>The services that we made and have not released: the numbers of their runs, by pid.</summary>
    public ConcurrentDictionary<int, long> Made { get; } = [];

    /// <summary>The programs of checks that are running, by pid, which is the number of their group too.</summary>
    public ConcurrentDictionary<int, ProcessHandle> Commands { get; } = [];
}
