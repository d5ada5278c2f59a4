using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>
/// Several profiles on a virtual clock, foreground services all. What they are asked for is answered when the test says so, and what
/// was asked is read as a story of one word a profile.
/// </summary>
internal sealed class Ensemble
{
    private static readonly DateTimeOffset Midnight = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Effect> effects = [];
    private readonly Dictionary<string, long> runs = [];
    private TimeSpan clock;
    private int told;
    private int lastPid = 100;
    private int stamp;

    public FleetMachine Fleet { get; } = new(new ProfileMachine(() => "instance", () => 0.5));

    public ClockReading Now => new(clock, Midnight + clock);

    /// <summary>What was announced since this was read last.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            var lines = effects.Skip(told).OfType<Effect.Announce>().Select(Word).OfType<string>().ToList();
            told = effects.Count;
            return lines;
        }
    }

    public Profile this[string name] => Fleet.Profiles[name];

    public ProfileState StateOf(string name) => this[name].State;

    public static ProfileDefinition Define(string name, params (string Name, DependencyCondition Condition)[] dependencies) => new(name)
    {
        Command = ["./run"],
        Restart = RestartPolicy.Always,
        DependsOn = dependencies.ToDictionary(pair => pair.Name, pair => pair.Condition),
    };

    public Ensemble Read(ProfileDefinition definition) => Post(new WasRead(new ProfileReading(definition.Name, definition, [], $"{++stamp}", "")));

    public Ensemble Start(string name) => Post(new SeveralRequested(RequestKind.Start, [name]));

    public Ensemble Ask(RequestKind what, params string[] names) => Post(new SeveralRequested(what, names));

    public Ensemble Stop(string name) => Post(new SeveralRequested(RequestKind.Stop, [name]));

    public Ensemble Disappear(string name) => Post(new Disappeared(name));

    /// <summary>Its exec succeeded.</summary>
    public Ensemble Launched(string name) => Post(new Launched(name, runs[name], new ProcessIdentity(++lastPid, lastPid)));

    public Ensemble Exits(string name, int code = 0) => Post(new ServiceEnded(name, runs[name], ExitStatus.Exited(code), false));

    public Ensemble StopAll() => Post(new StopAllRequested());

    public Ensemble Forget()
    {
        told = effects.Count;
        return this;
    }

    public Ensemble Pass(double seconds)
    {
        var until = clock + TimeSpan.FromSeconds(seconds);
        while (Fleet.NextDeadline is { } next && next <= until)
        {
            clock = next > clock ? next : clock;
            Fleet.Tick(Now, effects);
            NoteRuns();
        }
        clock = until;
        return this;
    }

    public Ensemble Post(ProfileEvent happened)
    {
        Fleet.Handle(happened, Now, effects);
        return NoteRuns();
    }

    private Ensemble NoteRuns()
    {
        foreach (var launch in effects.OfType<Effect.Launch>())
            runs[launch.Definition.Name] = launch.Run;
        return this;
    }

    private static string? Word(Effect.Announce announce) => announce.Notice switch
    {
        Notice.Starting => $"{announce.Profile} starting",
        Notice.Running => $"{announce.Profile} running",
        Notice.Died => $"{announce.Profile} died",
        Notice.Stopping => $"{announce.Profile} stopping",
        Notice.Stopped => $"{announce.Profile} stopped",
        Notice.WaitsFor waits => $"{announce.Profile}: {waits.What}",
        Notice.Invalid invalid => $"{announce.Profile} invalid: {string.Join("; ", invalid.Problems)}",
        Notice.EssentialEnded ended => $"{announce.Profile} essential {ended.Code}",
        Notice.Unexpected or Notice.Bug => $"{announce.Profile} BUG {announce.Notice}",
        _ => null,
    };
}
