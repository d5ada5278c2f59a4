using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>Runs a supervisor in the fake world: hands it what its directories say, and watches over everything that it promises.</summary>
internal sealed class FleetDriver
{
    private readonly Random random;
    private readonly Simulation simulation;
    private readonly Dictionary<string, (int, int)> reported = [];
    private RestartWatch restarts = new();
    private ExplanationWatch explanations = null!;

    public FleetDriver(Random random, IReadOnlyList<FakeDirectory> directories)
    {
        this.random = random;
        Directories = directories;
        simulation = new Simulation(random)
        {
            BeforeTurn = _ => explanations.Hear(simulation!.Now),
            AfterTurn = Watch,
        };
        World.Nastiness = Nastiness.Usual;
        Boot();
    }

    public FakeWorld World => simulation.World;

    public RandomPrograms Programs => simulation.Programs;

    public IReadOnlyList<FakeDirectory> Directories { get; }

    public FleetMachine Fleet => simulation.Fleet;

    /// <summary>How likely the supervisor is killed before each thing that it does.</summary>
    public double Fragility
    {
        set => simulation.Fragility = value;
    }

    public void Post(ProfileEvent happened)
    {
        if (!simulation.IsAlive)
            return;
        restarts.Note(happened);
        simulation.Post(happened);
    }

    public void Pass(double seconds)
    {
        var until = World.Clock + TimeSpan.FromSeconds(seconds);
        for (var turn = 0; ; turn++)
        {
            if (turn > 100_000)
                throw new Violation("time does not pass: something is repeated without end");
            if (!simulation.IsAlive)
                Recover(World.IsKind ? 1 : random.Next(20));
            if (!simulation.Step(until))
                break;
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
                Post(new ProfileEvent.WasRead(directory.Read(), directory.Valid ? simulation.FindDaemon(directory.Definition) : null));
            }
            else if (!directory.Exists && reported.Remove(directory.Name))
                Post(new ProfileEvent.Disappeared(directory.Name));
        }
    }

    public void Kill() => simulation.Kill();

    private void Boot()
    {
        reported.Clear();
        restarts = new RestartWatch();
        // Made anew before anything happens to its fleet.
        explanations = new ExplanationWatch(() => Fleet);
        foreach (var name in simulation.Boot())
            reported[name] = (-1, -1);
    }

    private void Recover(double secondsLater)
    {
        var until = World.Clock + TimeSpan.FromSeconds(secondsLater);
        while (World.Agenda.Next <= until)
            World.Step();
        World.Clock = until;
        Boot();
        Scan();
    }

    private void Watch(ProfileEvent? happened, IReadOnlyList<Effect> effects)
    {
        explanations.Check(happened, effects, simulation.Now);
        foreach (var effect in effects)
        {
            if (EffectWords.Of(effect) is { } words)
                World.Tell(() => $"  {words}");
            if (effect is Effect.Announce or Effect.Launch)
                restarts.Note(effect, Failures(effect), World.Clock);
        }
        Invariants.Check(Fleet, World, recordsAreWritten: !simulation.HasWork);
    }

    private int Failures(Effect effect) =>
        effect is Effect.Announce announce && Fleet.Profiles.TryGetValue(announce.Profile, out var profile) ? profile.Record.History.Failures : 0;
}
