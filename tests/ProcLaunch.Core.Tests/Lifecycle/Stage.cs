using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;
using ProcLaunch.Runtime;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>One profile, <c>web</c>, on a virtual clock: a test says what happens to it and reads what it asked for.</summary>
internal sealed class Stage
{
    public const string Name = "web";

    private static readonly DateTimeOffset Midnight = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Effect> effects = [];
    private readonly FleetMachine fleet;
    private int told;
    private int stamp;
    private int switchStamp;
    private int instances;

    public Stage(ProfileRecord? record = null, TimeSpan clock = default)
    {
        // Half of the jitter's range: delays are exact.
        fleet = new FleetMachine(new ProfileMachine(() => $"instance-{++instances}", () => 0.5));
        Clock = clock;
        Record = record;
    }

    public TimeSpan Clock { get; private set; }

    public ClockReading Now => new(Clock, Midnight + Clock);

    public FleetMachine Fleet => fleet;

    /// <summary>What readers on other threads see.</summary>
    public View View { get; } = new();

    public Profile Profile => fleet.Profiles[Name];

    public ProfileState State => Profile.State;

    public bool IsKnown => fleet.Profiles.ContainsKey(Name);

    /// <summary>The last record that was saved; null when it was forgotten.</summary>
    public ProfileRecord? Record { get; private set; }

    /// <summary>The run that was launched or adopted last.</summary>
    public long Run { get; private set; }

    public int Launches { get; private set; }

    public ProfileDefinition LastLaunched { get; private set; } = new(Name);

    /// <summary>What the profile asked for and announced since this was read last, a line each.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            var lines = effects.Skip(told).Select(EffectWords.Of).OfType<string>().ToList();
            told = effects.Count;
            return lines;
        }
    }

    public Stage Post(ProfileEvent happened)
    {
        fleet.Handle(happened, Now, effects);
        return Carry();
    }

    public Stage Forget()
    {
        told = effects.Count;
        return this;
    }

    /// <summary>Lets time pass, stopping at every deadline as the loop does.</summary>
    public Stage Pass(double seconds)
    {
        var until = Clock + TimeSpan.FromSeconds(seconds);
        while (fleet.NextDeadline is { } next && next <= until)
        {
            Clock = next > Clock ? next : Clock;
            fleet.Tick(Now, effects);
            Carry();
        }
        Clock = until;
        return this;
    }

    /// <summary>Its files changed and were read; a null definition stands for a directory without <c>run</c>.</summary>
    public Stage Read(ProfileDefinition? definition, ProcessIdentity? alive = null)
    {
        stamp++;
        return Reread(definition, alive);
    }

    /// <summary>Only <c>restart</c> or <c>down</c> changed.</summary>
    public Stage ReadSwitched(ProfileDefinition definition)
    {
        switchStamp++;
        return Reread(definition);
    }

    public Stage ReadInvalid(string what = "bad value")
    {
        stamp++;
        return ReadInvalidSwitch(what);
    }

    /// <summary>A switch became something that is no file: nothing else changed.</summary>
    public Stage ReadInvalidSwitch(string what = "it is no regular file")
    {
        switchStamp++;
        return Post(new ProfileEvent.WasRead(new ProfileReading(Name, null, [new ProfileProblem("restart", what)], Stamp, SwitchStamp)));
    }

    /// <summary>Read again, as a new ProcLaunch does, with nothing changed.</summary>
    public Stage Reread(ProfileDefinition? definition, ProcessIdentity? alive = null) =>
        Post(new ProfileEvent.WasRead(new ProfileReading(Name, definition, [], Stamp, SwitchStamp), alive));

    /// <summary>ProcLaunch is killed; the next one finds the record and what remains.</summary>
    public Stage Crash(ProfileRemains remains, double secondsLater = 1)
    {
        var next = new Stage(Record, Clock + TimeSpan.FromSeconds(secondsLater)) { stamp = stamp, switchStamp = switchStamp };
        return Record is { } record ? next.Post(new ProfileEvent.WasRecovered(record, remains)) : next;
    }

    public Stage StopAll()
    {
        fleet.Handle(new ProfileEvent.StopAllRequested(), Now, effects);
        return Carry();
    }

    private string Stamp => $"files {stamp}";

    private string SwitchStamp => $"switches {switchStamp}";

    private int carried;

    private Stage Carry()
    {
        View.Publish(fleet, effects.GetRange(carried, effects.Count - carried), Now);
        for (; carried < effects.Count; carried++)
        {
            switch (effects[carried])
            {
                case Effect.Launch launch:
                    Run = launch.Run;
                    Record = launch.Record;
                    LastLaunched = launch.Definition;
                    Launches++;
                    break;
                case Effect.Adopt adopt:
                    Run = adopt.Run;
                    break;
                case Effect.Save save:
                    Record = save.Record;
                    break;
                case Effect.Forget:
                    Record = null;
                    break;
            }
        }
        return this;
    }
}
