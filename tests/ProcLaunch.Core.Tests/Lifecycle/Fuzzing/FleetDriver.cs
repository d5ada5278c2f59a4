using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>Runs a fleet in the fake world: hands it news, carries out its effects, kills and recovers it.</summary>
internal sealed class FleetDriver
{
    private static readonly DateTimeOffset Midnight = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random;
    private readonly Dictionary<string, (int, int)> reported = [];
    private FakeHost host = null!;
    private RestartWatch restarts = new();
    private ExplanationWatch explanations = null!;
    private int instances;
    private bool killed;

    public FleetDriver(Random random, IReadOnlyList<FakeDirectory> directories)
    {
        this.random = random;
        Directories = directories;
        World = new FakeWorld(random);
        Programs = new FakePrograms(World, random);
        Boot();
    }

    public FakeWorld World { get; }

    public FakePrograms Programs { get; }

    public IReadOnlyList<FakeDirectory> Directories { get; }

    public FleetMachine Fleet { get; private set; } = null!;

    /// <summary>How likely the supervisor is killed in the middle of carrying out effects.</summary>
    public double Fragility { get; set; }

    private ClockReading Now => new(World.Clock, Midnight + World.Clock);

    public void Post(ProfileEvent happened)
    {
        if (killed)
            return;
        World.Tell(happened is ProfileEvent.WasRead read ? $"{read.Profile}: read, {Words(read.Reading)}" : $"{happened}");
        restarts.Note(happened);
        Carry(effects => Fleet.Handle(happened, Now, effects), happened);
    }

    public void StopAll() => Post(new ProfileEvent.StopAllRequested());

    public void Pass(double seconds)
    {
        var until = World.Clock + TimeSpan.FromSeconds(seconds);
        for (var turn = 0; ; turn++)
        {
            if (turn > 100_000)
                throw new Violation("time does not pass: something is repeated without end");
            if (killed)
                Recover(World.Kind ? 1 : random.Next(20));
            var deadline = Fleet.NextDeadline;
            var next = World.Agenda.Next is { } news && !(deadline <= news) ? news : deadline;
            if (next is null || next > until)
                break;
            World.Clock = next.Value > World.Clock ? next.Value : World.Clock;
            if (next == deadline)
                Carry(effects => Fleet.Tick(Now, effects), null);
            else
                World.Agenda.HappenNext();
        }
        World.Clock = until > World.Clock ? until : World.Clock;
    }

    /// <summary>Looks at every directory and reports what changed.</summary>
    public void Scan()
    {
        foreach (var directory in Directories)
        {
            if (directory.Exists && (!reported.TryGetValue(directory.Name, out var stamps) || stamps != directory.Stamps))
            {
                reported[directory.Name] = directory.Stamps;
                var daemon = directory is { Valid: true, Definition.PidFile: not null } ? World.Named(directory.Name) : null;
                Post(new ProfileEvent.WasRead(directory.Read(), daemon?.Identity));
            }
            else if (!directory.Exists && reported.Remove(directory.Name))
                Post(new ProfileEvent.Disappeared(directory.Name));
        }
    }

    public void Kill()
    {
        if (killed)
            return;
        World.Tell("kill -9 of the supervisor");
        host.Die();
        killed = true;
    }

    private void Boot()
    {
        killed = false;
        reported.Clear();
        restarts = new RestartWatch();
        Fleet = new FleetMachine(new ProfileMachine(() => $"instance-{++instances}", random.NextDouble));
        explanations = new ExplanationWatch(Fleet);
        host = new FakeHost(World, Programs, Post);
    }

    private void Recover(double secondsLater)
    {
        var until = World.Clock + TimeSpan.FromSeconds(secondsLater);
        while (World.Agenda.Next <= until)
        {
            World.Clock = World.Agenda.Next.Value;
            World.Agenda.HappenNext();
        }
        World.Clock = until;
        World.Tell("a new supervisor");
        Boot();
        foreach (var record in World.Records.Values.ToList())
        {
            reported[record.Profile] = (-1, -1);
            Post(new ProfileEvent.WasRecovered(record, RemainsOf(record)));
        }
        Scan();
    }

    private ProfileRemains RemainsOf(ProfileRecord record)
    {
        var alive = World.Alive(record.Profile).Where(process => process.Instance == record.Situation.Instance?.Instance || process.Identity == record.Situation.Instance?.Service).ToList();
        var daemon = (record.Situation.Instance?.Definition ?? record.Definition)?.Mode == ProfileMode.Daemon;
        var service = daemon
            ? alive.Find(process => process.Identity == record.Situation.Instance?.Service || process == World.Named(record.Profile))
            : alive.Find(process => process.Role == Role.Service);
        var launched = daemon ? alive.Find(process => process.Role == Role.Launcher) : service;
        var others = alive.Where(process => process != service && process != launched).Select(process => process.Identity);
        return new ProfileRemains(launched?.Identity, service?.Identity, others.ToList());
    }

    private static string Words(ProfileReading reading) =>
        $"{(reading.Definition is { } definition ? definition.Mode : reading.Invalid ? "invalid" : "incomplete")}, {reading.Stamp}, {reading.SwitchStamp}";

    private int Failures(Effect effect) =>
        effect is Effect.Announce announce && Fleet.Profiles.TryGetValue(announce.Profile, out var profile) ? profile.Record.History.Failures : 0;

    /// <param name="happened">Null: a deadline passed.</param>
    private void Carry(Action<List<Effect>> happens, ProfileEvent? happened)
    {
        if (killed)
            return;
        var effects = new List<Effect>();
        explanations.Hear(Now);
        happens(effects);
        explanations.Check(happened, effects, Now);
        foreach (var effect in effects)
        {
            if (World.Chance(Fragility))
            {
                Kill();
                return;
            }
            if (EffectWords.Of(effect) is { } words)
                World.Tell($"  {words}");
            if (effect is Effect.Announce or Effect.Launch)
                restarts.Note(effect, Failures(effect), World.Clock);
            host.Perform(effect);
        }
        Invariants.Check(Fleet, World);
    }
}
