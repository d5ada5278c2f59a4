using System.Collections.Immutable;
using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Output;
using ProcLaunch.Posix;
using ProcLaunch.Probes;

namespace ProcLaunch.Runtime;

/// <summary>What a supervisor is made of, put together: the loop, and all that posts to it or does what it asks for.</summary>
internal sealed class Engine
{
    private readonly string stateDirectory;
    private readonly LoopClock clock;
    private readonly Descriptor stateLock;
    private readonly Inbox<InboxMessage> inbox;
    private readonly IProcessHost host;
    private readonly Capture capture;
    private readonly RecordStore records;
    private readonly ProbeRunner probes;
    private readonly EffectRunner effects;
    private readonly SupervisorLoop loop;
    private readonly ProfileScanner? scanner;
    private readonly AddedFiles addedFiles;
    private readonly Marker marker;
    private readonly UsageSampler usage;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool started;
    private bool leaving;
    private Task? running;

    /// <param name="stateDirectory">Absolute, and there.</param>
    /// <param name="profilesDirectory">Absolute, and there; null for none.</param>
    /// <param name="heldLock">The state directory's lock, when the caller has taken it already.</param>
    public Engine(string stateDirectory, string? profilesDirectory, SupervisorOptions options, Descriptor? heldLock)
    {
        this.stateDirectory = stateDirectory;
        var time = options.TimeProvider;
        clock = new LoopClock(time);
        usage = new UsageSampler(time);
        var users = new UserAccounts();
        try
        {
            stateLock = heldLock ?? StateLock.Take(stateDirectory);
            Announcer = new Announcer(new NoticeLog(options.LoggerFactory));
            inbox = new Inbox<InboxMessage>(time);
            marker = new Marker(StateDirectory.Secret(stateDirectory));
            records = new RecordStore(new RecordFiles(stateDirectory));
            capture = new Capture(stateDirectory, problem => Announcer.Say(log => OutputReport.Say(log, problem)), time);
            host = new ProcessHost(Post, users, marker, options.Host with
            {
                Environment = options.HostEnvironment,
                Ports = Ports,
                Guardian = options.ServicesEndWithHost ? new GuardianSettings(stateDirectory, RemovesDirectory: options.StateDirectory is null) : null,
            });
            probes = new ProbeRunner(stateDirectory, new ProbeHost(host, capture), Post, time);
            effects = new EffectRunner(host, records, capture, probes, users, Announcer, clock, options.Host, Post, View.Amend);
            var fleet = new FleetMachine(new ProfileMachine(marker.NewInstance, Random.Shared.NextDouble));
            loop = new SupervisorLoop(inbox, fleet, effects.Perform, View, clock);
            addedFiles = new AddedFiles(Post, time);
            if (profilesDirectory is not null)
                scanner = new ProfileScanner(profilesDirectory, users, host.FindDaemon, Post, Announcer, time);
        }
        catch
        {
            host?.Dispose();
            capture?.Dispose();
            inbox?.Dispose();
            View.Dispose();
            if (heldLock is null && stateLock is not null)
                StateLock.Release(stateLock);
            throw;
        }
        Requests = new ProfileRequests(AskAsync, View);
    }

    public View View { get; } = new();

    public PortTable Ports { get; } = new();

    public Announcer Announcer { get; }

    public ProfileRequests Requests { get; }

    public Capture Capture => capture;

    /// <summary>Completes when what there was at the start is known.</summary>
    public Task Known => known.Task;

    /// <summary>What else begins with it.</summary>
    public Action? OnStart { get; set; }

    public bool IsRunning => running is not null;

    /// <summary>The monotonic clock by which profiles live.</summary>
    public TimeSpan Clock => clock.Elapsed;

    public void Post(ProfileEvent happened) => inbox.Post(new InboxMessage(happened));

    /// <summary>Adopts what still runs, then begins to supervise; completes when what there is is known. Does so once.</summary>
    public Task StartAsync()
    {
        if (!started)
        {
            lock (known)
            {
                if (!started)
                    _ = BeginAsync();
                started = true;
            }
        }
        return Known.WaitAsync(ended.Token);
    }

    /// <summary>Starts it where nobody has yet; completes when everything posted so far was handled.</summary>
    public async Task StartAndSettleAsync()
    {
        await StartAsync().ConfigureAwait(false);
        await SettledAsync().ConfigureAwait(false);
    }

    /// <exception cref="ArgumentException">The definition has no command, or sets a variable that is ProcLaunch's own.</exception>
    public void Add(ProfileDefinition definition)
    {
        var reading = AddedProfile.Read(definition);
        addedFiles.Follow(definition.Name, reading.Also);
        Post(new ProfileEvent.WasRead(reading));
    }

    public void Remove(string name)
    {
        Post(new ProfileEvent.Disappeared(name));
        addedFiles.Follow(name, []);
    }

    public async Task RescanAsync()
    {
        // At its start it looks at everything anyway.
        if (running is null)
            return;
        if (scanner is not null)
            await scanner.RescanAsync().ConfigureAwait(false);
        await SettledAsync().ConfigureAwait(false);
    }

    public async Task StopAllAsync(CancellationToken cancellationToken)
    {
        Post(new ProfileEvent.StopAllRequested());
        await View.AllStopped.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Announcer.WhenIdle().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why a profile is in its state; null when there is none of that name.</summary>
    public Task<ProfileExplanation?> ExplainAsync(string name) => OnLoopAsync(null, (fleet, now) =>
        fleet.Profiles.TryGetValue(name, out var profile)
            ? new ProfileExplanation(View.Find(name)!, Explanation.Of(profile, now, fleet.Ending), View.RecentOf(name))
            : null);

    /// <summary>What the services of these profiles use now, by pid; empty when there is nothing to look with.</summary>
    public IReadOnlyDictionary<int, GroupUsage> UsageOf(IEnumerable<ProfileInfo> profiles)
    {
        try
        {
            return usage.Sample([.. profiles.Select(profile => profile.Pid).OfType<int>()]);
        }
        catch (IOException)
        {
            // Out of descriptors: their state can be told all the same.
            return ImmutableDictionary<int, GroupUsage>.Empty;
        }
    }

    /// <summary>Ends supervision; what runs goes on. To be called once.</summary>
    public async Task LeaveAsync()
    {
        lock (known)
            leaving = true;
        scanner?.Dispose();
        addedFiles.Dispose();
        loop.End();
        if (running is not null)
            await running.ConfigureAwait(false);
        // Whoever still waits for an answer gets none.
        await ended.CancelAsync().ConfigureAwait(false);
        await effects.WhenIdle().ConfigureAwait(false);
        await probes.DisposeAsync().ConfigureAwait(false);
        host.Dispose();
        capture.Dispose();
        inbox.Dispose();
        Ports.GiveBack();
        View.Dispose();
        StateLock.Release(stateLock);
    }

    private async Task BeginAsync()
    {
        try
        {
            // What an earlier host left behind may just be ended: it is not to be adopted.
            await GuardianLock.WhenFree(stateDirectory).ConfigureAwait(false);
            var recovered = new Recovery(host).Recover(records.Load(), clock.Now);
            lock (known)
            {
                ObjectDisposedException.ThrowIf(leaving, typeof(Supervisor));
                // Before anything that was posted so far: what runs must be known before anything is started.
                running = Task.Run(() => loop.RunAsync([new ProfileEvent.AllRecovered(recovered)]), CancellationToken.None);
            }
            // Side by side with the scan: a file system that hangs must not silence the socket.
            OnStart?.Invoke();
            if (scanner is not null)
                await scanner.StartAsync(recovered.Select(found => found.Profile)).ConfigureAwait(false);
            await SettledAsync().ConfigureAwait(false);
            known.TrySetResult();
        }
        catch (Exception e)
        {
            known.TrySetException(e);
        }
    }

    /// <summary>Completes when everything posted so far was handled: who asks from here on is told of it.</summary>
    private Task SettledAsync() => OnLoopAsync(null, static (_, _) => true);

    /// <summary>Completes with the profiles as they were right after the event; null for those that are not there.</summary>
    private Task<IReadOnlyList<ProfileInfo?>> AskAsync(ProfileEvent happened, IReadOnlyList<string> names) =>
        OnLoopAsync<IReadOnlyList<ProfileInfo?>>(happened, (_, _) => [.. names.Select(View.Find)]);

    private Task<T> OnLoopAsync<T>(ProfileEvent? happened, Func<FleetMachine, ClockReading, T> look)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Post(new InboxMessage(happened, (fleet, now) =>
        {
            try
            {
                answer.TrySetResult(look(fleet, now));
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
            }
        }));
        return answer.Task.WaitAsync(ended.Token);
    }
}
