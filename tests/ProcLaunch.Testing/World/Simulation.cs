using Microsoft.Extensions.Logging.Abstractions;
using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Profiles;
using ProcLaunch.Runtime;

namespace ProcLaunch.Testing;

/// <summary>
/// A supervisor in a fake world: the real inbox, loop, rules, effects, records and recovery, on one thread and in the world's time. It can
/// be killed between any two things that it does, and recovers from what it left.
/// </summary>
internal sealed class Simulation
{
    private readonly Random random;
    private readonly VirtualTime time;
    private Supervision? current;
    private int instances;

    public Simulation(Random random)
    {
        this.random = random;
        World = new FakeWorld(random);
        World.Records.IsFull = () => World.Chance(World.Nastiness.FullDisk);
        time = new VirtualTime(World);
        Programs = new RandomPrograms(World, random);
    }

    public FakeWorld World { get; }

    public RandomPrograms Programs { get; }

    /// <summary>How likely the supervisor is killed before each thing that it does.</summary>
    public double Fragility { get; set; }

    public FleetMachine Fleet => current!.Fleet;

    public bool IsAlive => current is not null;

    /// <summary>The effects that were asked for and are not carried out yet.</summary>
    public bool HasWork => current is { Pending: > 0 };

    public ClockReading Now => new(World.Clock, time.GetUtcNow());

    /// <summary>Called right before and right after each turn of the loop, with what it was about (null: a deadline) and what it asked for.</summary>
    public Action<ProfileEvent?> BeforeTurn { get; set; } = _ => { };

    /// <inheritdoc cref="BeforeTurn"/>
    public Action<ProfileEvent?, IReadOnlyList<Effect>> AfterTurn { get; set; } = (_, _) => { };

    /// <summary>A supervisor begins, and adopts what an earlier one left.</summary>
    public IReadOnlyList<string> Boot()
    {
        World.Tell(() => "a new supervisor");
        var supervision = current = new Supervision(this);
        var recovered = supervision.Recover();
        supervision.Post(new ProfileEvent.AllRecovered(recovered));
        return [.. recovered.Select(found => found.Profile)];
    }

    public void Kill()
    {
        if (current is null)
            return;
        World.Tell(() => "kill -9 of the supervisor");
        current.Host.Die();
        current = null;
    }

    public void Post(ProfileEvent happened) => current?.Post(happened);

    /// <summary>As the scanner asks when it has read a profile.</summary>
    public ProcessIdentity? FindDaemon(ProfileDefinition definition) => current?.Host.FindDaemon(definition);

    /// <summary>Lets the next thing happen, if it is to happen by then.</summary>
    /// <returns>False when nothing more does.</returns>
    public bool Step(TimeSpan until)
    {
        var deadline = current?.Fleet.NextDeadline;
        var next = World.Agenda.Next is { } entry && !(deadline <= entry) ? entry : deadline;
        if (next is null || next > until)
            return false;
        World.Clock = next.Value > World.Clock ? next.Value : World.Clock;
        if (next == deadline)
            current!.Turn(null);
        else
            World.Agenda.HappenNext();
        return true;
    }

    private sealed class Supervision
    {
        private readonly Simulation simulation;
        private readonly List<Effect> asked = [];
        private readonly Inbox<InboxMessage> inbox;
        private readonly SupervisorLoop loop;
        private readonly RecordStore records;
        private readonly LoopClock clock;

        public Supervision(Simulation simulation)
        {
            this.simulation = simulation;
            var world = simulation.World;
            clock = new LoopClock(simulation.time);
            inbox = new Inbox<InboxMessage>(simulation.time);
            records = new RecordStore(world.Records);
            Host = new FakeHost(world, simulation.Programs, Post) { IsStrict = true };
            Fleet = new FleetMachine(new ProfileMachine(() => $"instance-{++simulation.instances}", simulation.random.NextDouble));
            var view = new View();
            // What is said waits for what others do, on a thread of its own: here nobody reads the log.
            var announcer = new Announcer(new NoticeLog(NullLoggerFactory.Instance), static _ => { });
            var effects = new EffectRunner(Host, records, new FakeOutput(), new FakeProbes(world, Post), new NoAccounts(), announcer, clock, new HostOptions(), Post, view.Amend, Begin);
            loop = new SupervisorLoop(inbox, Fleet, effect =>
            {
                asked.Add(effect);
                effects.Perform(effect);
            }, view, clock);
        }

        public FakeHost Host { get; }

        public FleetMachine Fleet { get; }

        public int Pending { get; private set; }

        public IReadOnlyList<ProfileEvent.WasRecovered> Recover() => new Recovery(Host).Recover(records.Load(), clock.Now);

        public void Post(ProfileEvent happened)
        {
            if (simulation.current != this)
                return;
            if (happened is ProfileEvent.TroubleMet { What: var what } && what.Contains("unexpectedly", StringComparison.Ordinal))
                throw new Violation(what);
            inbox.Post(new InboxMessage(happened));
            Turn(happened);
        }

        public void Turn(ProfileEvent? happened)
        {
            simulation.World.Tell(() => happened is null ? "a deadline" : $"{happened}");
            asked.Clear();
            simulation.BeforeTurn(happened);
            loop.Turn();
            foreach (var bug in asked.OfType<Effect.Announce>().Select(announce => announce.Notice).Where(notice => notice is Notice.Bug or Notice.Unexpected))
                throw new Violation($"{bug}");
            simulation.AfterTurn(happened, asked);
        }

        /// <summary>What the supervisor does beside its loop happens one thing at a time, and any of them may be its last.</summary>
        private void Begin(SerialQueue queue)
        {
            Pending++;
            simulation.World.After(TimeSpan.Zero, () =>
            {
                if (simulation.current != this)
                    return;
                if (simulation.World.Chance(simulation.Fragility))
                {
                    simulation.Kill();
                    return;
                }
                Pending--;
                if (queue.DoNext())
                    Begin(queue);
            });
        }
    }

    private sealed class NoAccounts : IUserAccounts
    {
        public uint CurrentUid => 1000;

        public UserAccount? Find(string name) => null;
    }
}
