using ProcLaunch.Lifecycle;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>
/// The host of one supervisor, nastier than Linux: news is late and out of order between profiles, signals are lost, launches
/// are refused, and news of runs that are over keeps coming.
/// </summary>
internal sealed class FakeHost
{
    private readonly FakeWorld world;
    private readonly FakePrograms programs;
    private readonly Action<ProfileEvent> post;
    private readonly Dictionary<long, FakeRun> runs = [];
    private readonly Dictionary<string, TimeSpan> lastNews = [];

    public FakeHost(FakeWorld world, FakePrograms programs, Action<ProfileEvent> post)
    {
        (this.world, this.programs, this.post) = (world, programs, post);
        world.Ended = Notice;
        world.PidFileWritten = NoticePidFile;
    }

    /// <summary>Its supervisor was killed.</summary>
    public bool Dead { get; private set; }

    public void Die()
    {
        Dead = true;
        world.Ended = null;
        world.PidFileWritten = null;
        // Each process that was about to be made was made in time, or not.
        foreach (var run in runs.Values.Where(run => run.InFlight && world.Chance(0.5) && !RanAlready(run)))
            programs.Spawn(run.Profile, run.Instance, run.Definition);
    }

    public void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Launch launch:
                world.Records[launch.Definition.Name] = launch.Record;
                Launch(new FakeRun(launch.Run, launch.Definition.Name, launch.Instance, launch.Definition) { InFlight = true });
                break;
            case Effect.Adopt adopt:
                Adopt(new FakeRun(adopt.Run, adopt.Definition.Name, adopt.Instance, adopt.Definition), adopt.Remains);
                break;
            case Effect.Send send:
                Send(runs[send.Run], send.Signal, send.Target);
                break;
            case Effect.LookAgain look:
                if (runs[look.Run] is { InFlight: false } run && !Alive(run).Any())
                    Post(run, new RunVanished(run.Profile, run.Number));
                break;
            case Effect.Release release:
                Release(runs[release.Run]);
                break;
            case Effect.Save save:
                world.Records[save.Record.Profile] = save.Record;
                break;
            case Effect.Forget forget:
                world.Records.Remove(forget.Profile);
                break;
            case Effect.Announce { Notice: Notice.Unexpected unexpected } announce:
                throw new Violation($"{announce.Profile}: {unexpected.Trigger} was not expected while {unexpected.State}");
        }
    }

    private IEnumerable<FakeProcess> Alive(FakeRun run) => world.Alive(run.Profile).Where(run.Owns);

    private bool RanAlready(FakeRun run) => run.Daemon && world.Named(run.Profile) is not null;

    private void Add(FakeRun run)
    {
        if (runs.Values.FirstOrDefault(other => other.Profile == run.Profile && !other.Released) is { } other)
            throw new Violation($"{run.Profile}: run {run.Number} begins although run {other.Number} was not released");
        runs.Add(run.Number, run);
    }

    private void Launch(FakeRun run)
    {
        Add(run);
        world.After(world.Within(0.5), () =>
        {
            if (Dead)
                return;
            run.InFlight = false;
            if (RanAlready(run))
            {
                run.Service = world.Named(run.Profile)!;
                Post(run, new DaemonFound(run.Profile, run.Number, run.Service.Identity, AlreadyRan: true));
            }
            else if (!world.Kind && world.Chance(0.1))
                Post(run, new LaunchFailed(run.Profile, run.Number, "it was refused"));
            else
            {
                run.Launcher = programs.Spawn(run.Profile, run.Instance, run.Definition);
                run.Service = run.Daemon ? null : run.Launcher;
                Post(run, new Launched(run.Profile, run.Number, run.Launcher.Identity));
            }
        });
    }

    private void Adopt(FakeRun run, ProfileRemains remains)
    {
        Add(run);
        run.WatchesRemains = remains.Others.Count > 0;
        run.Launcher = Find(run, remains.Launched);
        run.Service = Find(run, remains.Service) ?? (run.Daemon ? null : run.Launcher);
        // What ended between the look and the adoption is news as well.
        if (remains.Service is not null && run.Service is null)
            Post(run, new ServiceEnded(run.Profile, run.Number, ExitStatus.Unknown, run.Daemon || Alive(run).Any()));
    }

    private FakeProcess? Find(FakeRun run, ProcessIdentity? identity) =>
        world.Alive(run.Profile).FirstOrDefault(process => process.Identity == identity);

    private void Send(FakeRun run, Signal signal, SignalTarget target)
    {
        if (run.Released)
            throw new Violation($"{run.Profile}: {signal} for run {run.Number}, which is over");
        var targets = target == SignalTarget.Everything ? Alive(run).ToList() : [(run.Service ?? run.Launcher)!];
        foreach (var process in targets.Where(process => process is { Alive: true }))
            world.Receive(process, signal);
    }

    private void Release(FakeRun run)
    {
        if (run.InFlight)
            throw new Violation($"{run.Profile}: run {run.Number} is given up while its launch is in flight");
        if (Alive(run).FirstOrDefault() is { } left)
            throw new Violation($"{run.Profile}: run {run.Number} is given up while pid {left.Identity.Pid} is alive");
        run.Released = true;
        if (world.Chance(0.2))
            Post(run, new ServiceEnded(run.Profile, run.Number, ExitStatus.Exited(1), LeftBehind: world.Chance(0.5)));
        if (world.Chance(0.2))
            Post(run, new RunVanished(run.Profile, run.Number));
    }

    private void Notice(FakeProcess process, ExitStatus status)
    {
        if (runs.Values.FirstOrDefault(run => !run.Released && run.Profile == process.Profile && run.Owns(process)) is not { } run)
            return;
        var left = Alive(run).Any();
        if (process == run.Service)
        {
            run.Service = null;
            run.WatchesRemains |= run.Daemon || left;
            Post(run, new ServiceEnded(run.Profile, run.Number, run.Daemon ? ExitStatus.Unknown : status, run.Daemon || left));
        }
        else if (process == run.Launcher)
        {
            run.WatchesRemains |= left;
            Post(run, new LauncherEnded(run.Profile, run.Number, status, left));
        }
        // In most cases: the check every second is there for the others.
        if (run.WatchesRemains && !left && world.Chance(0.7))
            Post(run, new RunVanished(run.Profile, run.Number));
    }

    private void NoticePidFile(FakeProcess daemon)
    {
        if (runs.Values.FirstOrDefault(run => run is { Released: false, Daemon: true } && run.Owns(daemon)) is not { } run)
            return;
        run.Service = daemon;
        Post(run, new DaemonFound(run.Profile, run.Number, daemon.Identity));
    }

    /// <summary>News of one profile stays in order, and that is all.</summary>
    private void Post(FakeRun run, ProfileEvent news)
    {
        var at = world.Clock + (world.Chance(0.5) ? TimeSpan.Zero : world.Within(1.5));
        if (lastNews.TryGetValue(run.Profile, out var last) && last > at)
            at = last;
        lastNews[run.Profile] = at;
        world.Agenda.Enter(at, () =>
        {
            if (!Dead)
                post(news);
        });
    }
}
