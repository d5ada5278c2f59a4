using Microsoft.Extensions.Logging.Abstractions;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Output;
using ProcLaunch.Probes;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>Real processes, launched and checked as the loop orders it, and without the loop: what is told is the test's to read.</summary>
internal sealed class ProbeWorld : IAsyncDisposable
{
    private readonly Workspace workspace;
    private readonly Capture capture;
    private readonly ProcessHost host;
    private readonly ProbeRunner probes;
    private readonly EffectRunner effects;
    private long lastRun;
    private bool disposed;

    /// <param name="workspace">Its state directory is that of an earlier world, if there was one.</param>
    public ProbeWorld(Workspace workspace, string stateDirectory = "state")
    {
        this.workspace = workspace;
        var users = new UserAccounts();
        var state = workspace.NewDirectory(stateDirectory);
        capture = new Capture(state, _ => { });
        host = new ProcessHost(Events.Tell, users, new Marker(new byte[32]), new HostOptions());
        Bridge = new ProbeHost(host, capture);
        probes = new ProbeRunner(state, Bridge, Events.Tell, TimeProvider.System);
        effects = new EffectRunner(host, new RecordStore(new RecordFiles(state)), capture, probes, users, new Announcer(new NoticeLog(NullLoggerFactory.Instance)), new LoopClock(TimeProvider.System), new HostOptions(), Events.Tell, (_, _, _) => { });
    }

    /// <summary>Other tests must not take what is of this one for theirs.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    public EventLog Events { get; } = new();

    public ProbeHost Bridge { get; }

    public void Perform(Effect effect) => effects.Perform(effect);

    /// <summary>A service that is a shell script.</summary>
    public ProfileDefinition Shell(string script) => workspace.Definition("web", "/bin/sh", "-c", script);

    public async Task<(long Run, ProcessIdentity Service)> Launch(ProfileDefinition definition)
    {
        var run = ++lastRun;
        Perform(new Effect.Launch(run, Instance, definition, new Profile(definition.Name).Record));
        return (run, (await Events.FirstAsync<ProfileEvent.Launched>(run)).Process);
    }

    /// <summary>Launches it and waits for its readiness.</summary>
    public async Task<(long Run, ProcessIdentity Service)> Begin(ProfileDefinition definition)
    {
        var (run, service) = await Launch(definition);
        Perform(new Effect.AwaitReady(run, definition, service));
        return (run, service);
    }

    public async Task End(long run)
    {
        Perform(new Effect.EndProbes(run));
        Perform(new Effect.Send(run, Signal.Kill, SignalTarget.Everything));
        await Events.FirstAsync<ProfileEvent.ServiceEnded>(run);
        Perform(new Effect.Release(run));
        await effects.WhenIdle();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await effects.WhenIdle();
        await probes.DisposeAsync();
        host.Dispose();
        capture.Dispose();
    }
}
