using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Core.Tests.Lifecycle.Model;

/// <summary>A fleet of one or two profiles with the smallest world around it: which moves there are, and what each leads to.</summary>
internal sealed class LifeModel
{
    private readonly IReadOnlyList<ProfileDefinition> definitions;
    private readonly IReadOnlyList<Move> wishes;
    private readonly Dictionary<string, ModelRun> runs;
    private readonly Dictionary<string, ProfileRecord> records = [];
    private readonly Dictionary<string, (int Version, bool Broken, bool Gone)> directories;
    private FleetMachine fleet = null!;
    private TimeSpan clock;
    private int lastPid;
    private int instances;

    /// <param name="wishes">What people, files and fate do in it; processes do whatever they can.</param>
    public LifeModel(IReadOnlyList<ProfileDefinition> definitions, IReadOnlyList<Move> wishes)
    {
        (this.definitions, this.wishes) = (definitions, wishes);
        runs = definitions.ToDictionary(definition => definition.Name, _ => new ModelRun());
        directories = definitions.ToDictionary(definition => definition.Name, _ => (1, false, false));
        NewFleet();
        foreach (var definition in definitions)
            Read(definition.Name);
    }

    private ClockReading Now => new(clock, DateTimeOffset.UnixEpoch);

    /// <summary>Everything is as it is wanted, or cannot be.</summary>
    public bool IsSettled => runs.Values.All(run => !run.InFlight) && fleet.Profiles.Values.All(IsAtRest);

    /// <summary>What tells situations apart. How often something was repeated does not, from the second time on.</summary>
    public string Key
    {
        get
        {
            var text = new StringBuilder(fleet.Ending ? "ending " : "");
            foreach (var definition in definitions)
            {
                var (version, broken, gone) = directories[definition.Name];
                text.Append($"{definition.Name}: {(broken ? "broken " : "")}{(gone ? "gone " : "")}");
                if (fleet.Profiles.TryGetValue(definition.Name, out var profile))
                    Describe(profile, version, text);
                text.Append(runs[definition.Name]).Append("; ");
            }
            return text.ToString();
        }
    }

    public IEnumerable<(Move Move, string Name)> Moves()
    {
        foreach (var (name, run) in runs)
        {
            foreach (var wish in wishes.Where(wish => IsPossible(wish, name, run)))
                yield return (wish, name);
            foreach (var step in Steps(name, run))
                yield return (step, name);
        }
        if (fleet.NextDeadline is not null)
            yield return (Move.DeadlinePasses, "");
    }

    public void Do(Move move, string name)
    {
        var run = name.Length > 0 ? runs[name] : new ModelRun();
        var all = definitions.Select(definition => definition.Name).ToList();
        switch (move)
        {
            case Move.Start or Move.Stop or Move.Restart:
                Post(new SeveralRequested(Enum.Parse<RequestKind>($"{move}"), [name]));
                break;
            case Move.StopAll or Move.RestartAll:
                Post(new SeveralRequested(move == Move.StopAll ? RequestKind.Stop : RequestKind.Restart, all));
                break;
            case Move.Reload:
                Post(new ReloadRequested(name));
                break;
            case Move.Shutdown:
                Post(new StopAllRequested());
                break;
            case Move.Change:
                directories[name] = (directories[name].Version + 1, false, false);
                Read(name);
                break;
            case Move.Break:
                directories[name] = (directories[name].Version + 1, true, false);
                Read(name);
                break;
            case Move.Vanish:
                directories[name] = (directories[name].Version, false, true);
                Post(new Disappeared(name));
                break;
            case Move.IsLaunched:
                run.InFlight = false;
                var made = Process();
                run.IsMade(made);
                Post(new Launched(name, run.Number, made));
                break;
            case Move.IsRefused:
                run.InFlight = false;
                Post(new LaunchFailed(name, run.Number, "refused"));
                break;
            case Move.LauncherSucceeds or Move.LauncherFails:
                run.Launcher = null;
                run.EndWasTold = run.Service is null;
                if (move == Move.LauncherSucceeds && run.Service is null)
                    run.Member ??= Process();
                Post(new LauncherEnded(name, run.Number, ExitStatus.Exited(move == Move.LauncherFails ? 1 : 0), LeftBehind: true));
                break;
            case Move.DaemonAppears:
                run.Service = run.Member ?? Process();
                (run.Member, run.EndWasTold) = (null, false);
                Post(new DaemonFound(name, run.Number, run.Service.Value));
                break;
            case Move.ServiceSucceeds or Move.ServiceFails or Move.ServiceLeavesOne:
                run.Member = move == Move.ServiceLeavesOne ? run.Member ?? Process() : run.Member;
                (run.Service, run.EndWasTold, run.AwaitsReady) = (null, true, false);
                Post(new ServiceEnded(name, run.Number, ExitStatus.Exited(move == Move.ServiceFails ? 1 : 0), run.IsDaemon || run.Member is not null));
                break;
            case Move.LastOneEnds:
                run.Member = null;
                Post(new RunVanished(name, run.Number));
                break;
            case Move.LastOneIsLookedFor:
                Post(new RunVanished(name, run.Number));
                break;
            case Move.BecomesReady:
                run.AwaitsReady = false;
                Post(new BecameReady(name, run.Number));
                break;
            case Move.BecomesUnhealthy:
                Post(new FoundUnhealthy(name, run.Number, "it does not answer"));
                break;
            case Move.DeadlinePasses:
                clock = fleet.NextDeadline > clock ? fleet.NextDeadline.Value : clock;
                Carry(effects => fleet.Tick(Now, effects));
                break;
            case Move.SupervisorIsKilled or Move.SupervisorIsKilledBeforeTheProcess:
                Recover(processWasMade: move == Move.SupervisorIsKilled);
                break;
        }
    }

    private bool IsPossible(Move wish, string name, ModelRun run) => wish switch
    {
        Move.Vanish => !directories[name].Gone,
        Move.StopAll or Move.RestartAll or Move.Shutdown or Move.SupervisorIsKilled => name == definitions[0].Name,
        Move.SupervisorIsKilledBeforeTheProcess => run.InFlight,
        _ => true,
    };

    private IEnumerable<Move> Steps(string name, ModelRun run)
    {
        if (run.InFlight)
            return [Move.IsLaunched, Move.IsRefused];
        var steps = new List<Move>();
        if (run.Launcher is not null)
            steps.AddRange([Move.LauncherSucceeds, Move.LauncherFails]);
        if (run.IsDaemon && run.Service is null && (run.Launcher is not null || run.Member is not null))
            steps.Add(Move.DaemonAppears);
        if (run.Service is not null)
            steps.AddRange([Move.ServiceSucceeds, Move.ServiceFails, Move.ServiceLeavesOne]);
        if (run is { Member: not null, Service: null, Launcher: null, EndWasTold: true })
            steps.Add(Move.LastOneEnds);
        if (run is { Member: null, Service: null, Launcher: null, EndWasTold: true })
            steps.Add(Move.LastOneIsLookedFor);
        if (run is { AwaitsReady: true, Service: not null })
            steps.Add(Move.BecomesReady);
        if (fleet.Profiles.TryGetValue(name, out var profile) && profile.State == ProfileState.Running && run.Definition.Health is not null)
            steps.Add(Move.BecomesUnhealthy);
        return steps;
    }

    private void NewFleet() => fleet = new FleetMachine(new ProfileMachine(() => $"instance-{++instances}", () => 0.5));

    private void Read(string name)
    {
        var (version, broken, gone) = directories[name];
        if (gone)
            return;
        var definition = definitions.Single(definition => definition.Name == name) with { Command = ["./run", $"{version}"] };
        Post(new WasRead(new ProfileReading(name, broken ? null : definition, broken ? [new ProfileProblem("run", "broken")] : [], $"{version}", "")));
    }

    private void Recover(bool processWasMade)
    {
        foreach (var run in runs.Values.Where(run => run.InFlight))
        {
            run.InFlight = false;
            if (processWasMade)
                run.IsMade(Process());
        }
        NewFleet();
        // The numbers of runs begin anew.
        foreach (var run in runs.Values)
            run.Number = 0;
        Post(new AllRecovered([.. records.Values.Select(record => new WasRecovered(record, RemainsOf(runs[record.Profile])))]));
        foreach (var (name, directory) in directories)
        {
            if (!directory.Gone)
                Read(name);
            else if (fleet.Profiles.ContainsKey(name))
                Post(new Disappeared(name));
        }
    }

    private static ProfileRemains RemainsOf(ModelRun run) => new(
        run.IsDaemon ? run.Launcher : run.Service,
        run.Service,
        run.Service is null && run.Member is { } member ? [member] : []);

    private ProcessIdentity Process() => new(++lastPid, lastPid);

    private void Post(ProfileEvent happened) => Carry(effects => fleet.Handle(happened, Now, effects));

    private void Carry(Action<List<Effect>> happens)
    {
        var effects = new List<Effect>();
        happens(effects);
        foreach (var effect in effects)
            Perform(effect);
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Launch launch:
                var run = runs[launch.Definition.Name];
                Demand(!run.IsAlive && !run.InFlight, $"{launch.Definition.Name} is launched beside what is alive of it");
                run.Forget();
                (run.Number, run.Instance, run.Definition, run.InFlight) = (launch.Run, launch.Instance, launch.Definition, true);
                records[launch.Record.Profile] = launch.Record;
                break;
            case Effect.Adopt adopt:
                var adopted = runs[adopt.Definition.Name];
                (adopted.Number, adopted.Instance, adopted.Definition, adopted.EndWasTold, adopted.AwaitsReady) =
                    (adopt.Run, adopt.Instance, adopt.Definition, adopted is { Launcher: null, Service: null }, false);
                break;
            case Effect.Release release:
                var over = runs.Values.Single(candidate => candidate.Number == release.Run);
                Demand(!over.IsAlive && !over.InFlight, $"run {release.Run} is given up while something of it is alive: {over}");
                over.Forget();
                break;
            case Effect.AwaitReady ready:
                runs.Values.Single(candidate => candidate.Number == ready.Run).AwaitsReady = true;
                break;
            case Effect.Save save:
                records[save.Record.Profile] = save.Record;
                break;
            case Effect.Forget forget:
                records.Remove(forget.Profile);
                break;
            case Effect.Announce { Notice: Notice.Unexpected or Notice.Bug } announce:
                throw new Violation($"{announce}");
        }
    }

    private bool IsAtRest(Profile profile) => profile.Situation switch
    {
        Situation.Running => !fleet.Ending && !profile.Record.StopDue,
        Situation.Stopped stopped => fleet.Ending || !profile.IsWanted || !profile.Startable || profile.Waiting is not null
            || (profile.OrderMistake is not null && stopped.Why != StopReason.Restart),
        _ => false,
    };

    private void Describe(Profile profile, int version, StringBuilder text)
    {
        var record = profile.Record;
        text.Append(profile.Situation switch
        {
            Situation.Stopped stopped => $"stopped {stopped.Why} {stopped.NotBefore is not null} ",
            Situation.Starting starting => $"starting {starting.Launcher} {starting.ReloadsOnceRunning} ",
            Situation.Running => "running ",
            Situation.Stopping stopping => $"stopping {stopping.Phase} {stopping.Until is not null} {stopping.OnlyRemains} {stopping.Next.Why} {stopping.Next.NotBefore is not null} ",
            _ => throw new InvalidOperationException(),
        });
        // Only whether it runs by what is on disk matters, not how often that was changed.
        var isCurrent = profile.Run?.Definition.Command is not [_, { } by] || by == $"{version}";
        text.Append($"{record.Want} {record.ByHand} {record.StopDue} {profile.Complete} {profile.WasRead} {Math.Min(record.History.Failures, 1)} {profile.Deadline is not null} {isCurrent} {profile.Mistake is not null} ");
        if (definitions.Count > 1)
            text.Append($"{profile.Waiting is not null} {profile.Waiting?.Hopeless} {profile.OrderMistake is not null} {record is { LastExit.Status.IsSuccess: true, Failure: null }} ");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new Violation(otherwise);
    }
}
