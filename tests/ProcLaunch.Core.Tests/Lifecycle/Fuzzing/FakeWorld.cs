using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>The processes, pid files and records of a machine: what outlives a supervisor that is killed.</summary>
internal sealed class FakeWorld(Random random)
{
    private readonly List<FakeProcess> processes = [];
    private readonly Stack<int> freePids = new();
    private int lastPid = 1000;
    private long ticks;

    public Agenda Agenda { get; } = new();

    public TimeSpan Clock { get; set; }

    /// <summary>True: it stops being nasty, so that everything can converge.</summary>
    public bool Kind { get; set; }

    public Dictionary<string, ProfileRecord> Records { get; } = [];

    public Dictionary<string, FakeProcess> PidFiles { get; } = [];

    public Action<FakeProcess, ExitStatus>? Ended { get; set; }

    public Action<FakeProcess>? PidFileWritten { get; set; }

    public List<string> Story { get; } = [];

    public IEnumerable<FakeProcess> Alive(string profile) => processes.Where(process => process.Profile == profile);

    /// <summary>The live process that a daemon's pid file names.</summary>
    public FakeProcess? Named(string profile) => PidFiles.TryGetValue(profile, out var process) && process.Alive ? process : null;

    public bool Chance(double likely) => random.NextDouble() < likely;

    public TimeSpan Within(double seconds) => TimeSpan.FromSeconds(random.NextDouble() * (Kind ? Math.Min(seconds, 0.5) : seconds));

    public void After(TimeSpan wait, Action happens) => Agenda.Enter(Clock + wait, happens);

    public void Tell(string line) => Story.Add($"{Clock.TotalSeconds,9:0.000} {line}");

    public FakeProcess NewProcess(string profile, string instance, ProfileDefinition definition, Role role)
    {
        // A pid that was just freed is used again at once.
        var pid = freePids.TryPop(out var free) ? free : ++lastPid;
        var process = new FakeProcess(new ProcessIdentity(pid, ++ticks), profile, instance, definition, role)
        {
            Stubborn = !Kind && Chance(0.15),
            Held = !Kind && Chance(0.05) ? random.Next(1, 4) : 0,
        };
        processes.Add(process);
        Tell($"{profile}: {role} pid {pid} of {instance} appears");
        return process;
    }

    public void End(FakeProcess process, ExitStatus status)
    {
        if (!process.Alive)
            return;
        process.Alive = false;
        processes.Remove(process);
        freePids.Push(process.Identity.Pid);
        Tell($"{process.Profile}: {process.Role} pid {process.Identity.Pid} ends, {DisplayText.Of(status)}");
        Ended?.Invoke(process, status);
    }

    public void Receive(FakeProcess process, Signal signal)
    {
        if (signal == Signal.Continue)
            return;
        if (signal == Signal.Kill ? !Kind && process.Held-- > 0 : process.Stubborn || (!Kind && Chance(0.05)))
            return;
        if (signal == Signal.Hangup && (Kind || !Chance(0.05)))
            return;
        After(Within(signal == Signal.Kill ? 0.2 : 3), () => End(process, ExitStatus.Signaled(signal)));
    }

    public void WritePidFile(FakeProcess daemon)
    {
        if (!daemon.Alive)
            return;
        daemon.Role = Role.Service;
        PidFiles[daemon.Profile] = daemon;
        PidFileWritten?.Invoke(daemon);
    }
}
