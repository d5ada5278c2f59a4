using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Testing;

/// <summary>
/// A machine without a kernel: its processes, pid files and records, which outlive a supervisor that is killed, and its time, which
/// passes from one entry of the agenda to the next. Pids are given out again at once.
/// </summary>
internal sealed class FakeWorld(Random random)
{
    private const int LowestPid = 1000;

    private readonly Dictionary<int, FakeProcess> processes = [];
    private readonly Stack<int> freePids = new();
    private readonly List<Func<string>> story = [];
    private int lastPid = LowestPid;
    private long ticks;

    public Agenda Agenda { get; } = new();

    public TimeSpan Clock { get; set; }

    public Nastiness Nastiness { get; set; } = Nastiness.None;

    /// <summary>True: it stops being nasty, so that everything can converge.</summary>
    public bool IsKind => ReferenceEquals(Nastiness, Nastiness.Kind);

    public IReadOnlyCollection<FakeProcess> Processes => processes.Values;

    /// <summary>The content of pid files, by path.</summary>
    public Dictionary<string, string> PidFiles { get; } = [];

    public FakeRecordFiles Records { get; } = new();

    public Action<FakeProcess, ExitStatus>? Ended { get; set; }

    public Action<string>? PidFileWritten { get; set; }

    public IEnumerable<string> Story => story.Select(line => line());

    public IEnumerable<FakeProcess> Of(string profile) => processes.Values.Where(process => process.Profile == profile);

    /// <summary>The live process that a pid file names.</summary>
    public FakeProcess? Named(string? path) =>
        path is not null && PidFiles.TryGetValue(path, out var content) && int.TryParse(content.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? processes.GetValueOrDefault(pid)
            : null;

    public FakeProcess? Find(ProcessIdentity? identity) =>
        identity is { } known && processes.TryGetValue(known.Pid, out var process) && process.Identity == known ? process : null;

    public bool Chance(double likely) => likely > 0 && random.NextDouble() < likely;

    public TimeSpan Within(double seconds) => seconds > 0 ? TimeSpan.FromSeconds(random.NextDouble() * (IsKind ? Math.Min(seconds, 0.5) : seconds)) : TimeSpan.Zero;

    public void After(TimeSpan wait, Action happens) => Agenda.Enter(Clock + wait, happens);

    /// <summary>Lets what is next on the agenda happen.</summary>
    /// <returns>False when there is nothing.</returns>
    public bool Step()
    {
        if (Agenda.Next is not { } next)
            return false;
        Clock = next > Clock ? next : Clock;
        Agenda.HappenNext();
        return true;
    }

    public void Tell(Func<string> line)
    {
        var at = Clock;
        story.Add(() => string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,9:0.000} {line()}"));
    }

    /// <param name="group">The group it is born into; null for one of its own.</param>
    public FakeProcess NewProcess(string profile, string instance, ProfileDefinition definition, Role role, int? group = null)
    {
        // A pid that was just freed is used again at once.
        var pid = freePids.TryPop(out var free) ? free : ++lastPid;
        var process = new FakeProcess(new ProcessIdentity(pid, ++ticks), profile, instance, definition, group ?? pid, role)
        {
            Stubborn = Chance(Nastiness.Stubborn),
            Held = Chance(Nastiness.Held) ? random.Next(1, 4) : 0,
        };
        processes.Add(pid, process);
        Tell(() => $"{profile}: {role} pid {pid} of {instance} appears");
        return process;
    }

    public void End(FakeProcess process, ExitStatus status)
    {
        if (!process.Alive)
            return;
        process.Alive = false;
        processes.Remove(process.Pid);
        freePids.Push(process.Pid);
        Tell(() => $"{process.Profile}: {process.Role} pid {process.Pid} ends, {DisplayText.Of(status)}");
        Ended?.Invoke(process, status);
    }

    public void Receive(FakeProcess process, Signal signal)
    {
        if (signal == Signal.Continue)
            return;
        if (signal == Signal.Kill ? !IsKind && process.Held-- > 0 : process.Stubborn || Chance(Nastiness.SignalLost))
            return;
        // Most programs read their configuration again; in a kind world all do.
        if (signal == Signal.Hangup && !Chance(Nastiness.SignalLost))
            return;
        After(Within(signal == Signal.Kill ? Math.Min(0.2, Nastiness.SlowEnd) : Nastiness.SlowEnd), () => End(process, ExitStatus.Signaled(signal)));
    }

    public void WritePidFile(string path, string content)
    {
        PidFiles[path] = content;
        PidFileWritten?.Invoke(path);
    }

    /// <summary>A daemon writes its own pid.</summary>
    public void WritePidFile(FakeProcess daemon)
    {
        if (!daemon.Alive || daemon.Definition.PidFile is not { } path)
            return;
        daemon.Role = Role.Service;
        WritePidFile(path, daemon.Pid.ToString(CultureInfo.InvariantCulture));
    }
}
