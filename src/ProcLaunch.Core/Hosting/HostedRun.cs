using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>What the host knows of one run: the processes it holds. Guarded by its own lock, since orders and news come from different threads.</summary>
internal sealed class HostedRun(long number, string profile, string instance, ProfileDefinition definition)
{
    public Lock Gate { get; } = new();

    public long Number => number;

    public string Profile => profile;

    public string Instance => instance;

    public ProfileDefinition Definition => definition;

    public bool IsDaemon => definition.Mode == ProfileMode.Daemon;

    /// <summary>The process we made: the service itself, or of a daemon the one that launches it.</summary>
    public ProcessHandle? Launched { get; set; }

    public ProcessHandle? Service { get; set; }

    /// <summary>Others of the run that are watched until they end, by pid.</summary>
    public Dictionary<int, ProcessHandle> Others { get; } = [];

    /// <summary>Groups led by processes of the run; kept when the leader is dead, for its members outlive it.</summary>
    public List<ProcessHandle> Leaders { get; } = [];

    /// <summary>Its end was told; what is left of it, when it is gone, is told too.</summary>
    public bool Ended { get; set; }

    /// <summary>That nothing of it is left was told.</summary>
    public bool Vanished { get; set; }

    public bool Over { get; set; }

    /// <summary>An earlier ProcLaunch launched it.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The signal that was last sent to everything of it, SIGCONT aside.</summary>
    public Signal? SentToAll { get; set; }

    public IDisposable? PidFileWatch { get; set; }

    /// <summary>The last refusal of the pid file that was told: each is told once.</summary>
    public string? Refusal { get; set; }

    public void Hold(ProcessHandle handle)
    {
        if (handle.LeadsGroup)
            Leaders.Add(handle);
    }

    /// <summary>Whether this very process is held already.</summary>
    public bool Holds(ProcessIdentity process) =>
        Launched?.Identity == process || Service?.Identity == process || Others.ContainsKey(process.Pid);

    public IEnumerable<ProcessHandle> Handles()
    {
        if (Launched is not null)
            yield return Launched;
        if (Service is not null && Service != Launched)
            yield return Service;
        foreach (var leader in Leaders)
        {
            if (leader != Launched && leader != Service && !Others.ContainsValue(leader))
                yield return leader;
        }
        foreach (var other in Others.Values)
            yield return other;
    }
}
