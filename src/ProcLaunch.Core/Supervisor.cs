using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ProcLaunch.Control;
using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Output;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;
using ProcLaunch.Runtime;

namespace ProcLaunch;

/// <summary>
/// Starts programs, keeps them running, notices changed, added and removed profiles, and never loses track of a process.
/// All members may be called from any thread.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private readonly SupervisorOptions options;
    private readonly string stateDirectory;
    private readonly bool ownsStateDirectory;
    private readonly Descriptor stateLock;
    private readonly Inbox<Letter> inbox;
    private readonly View view = new();
    private readonly Announcer announcer;
    private readonly ProcessHost host;
    private readonly Capture capture;
    private readonly RecordStore records;
    private readonly EffectRunner effects;
    private readonly SupervisorLoop loop;
    private readonly ProfileScanner? scanner;
    private readonly AddedFiles addedFiles;
    private readonly Marker marker;
    private readonly UsageSampler usage;
    private readonly ControlServer? control;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ShutdownRequest> shutdownRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? running;
    private int disposed;

    /// <summary>Makes a supervisor; nothing happens before <see cref="StartAsync"/>.</summary>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    /// <exception cref="DirectoryNotFoundException">The state or the profiles directory does not exist.</exception>
    /// <exception cref="StateDirectoryInUseException">Another supervisor runs on the state directory.</exception>
    /// <exception cref="IOException">The state directory cannot be used; the message says why.</exception>
    public Supervisor(SupervisorOptions? options = null)
        : this(options, null)
    {
    }

    /// <param name="heldLock">The state directory's lock, when the caller has taken it already.</param>
    internal Supervisor(SupervisorOptions? options, Descriptor? heldLock)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("ProcLaunch supervises processes on Linux only.");
        this.options = options ?? new SupervisorOptions();
        var profiles = this.options.ProfilesDirectory is { } written ? Existing(written, "profiles") : null;
        ownsStateDirectory = this.options.StateDirectory is null;
        stateDirectory = Existing(this.options.StateDirectory ?? Directory.CreateTempSubdirectory("proclaunch-").FullName, "state");
        ProfilesDirectory = profiles;
        StartedAt = this.options.TimeProvider.GetUtcNow();
        usage = new UsageSampler(this.options.TimeProvider);
        var users = new UserAccounts();
        try
        {
            stateLock = heldLock ?? StateLock.Take(stateDirectory);
            announcer = new Announcer(new NoticeLog(this.options.LoggerFactory));
            inbox = new Inbox<Letter>(this.options.TimeProvider);
            marker = new Marker(Hosting.StateDirectory.Secret(stateDirectory));
            records = new RecordStore(stateDirectory);
            capture = new Capture(stateDirectory, problem => announcer.Say(log => OutputReport.Say(log, problem)), this.options.TimeProvider);
            host = new ProcessHost(Post, users, marker, this.options.Host);
            effects = new EffectRunner(host, records, capture, users, announcer, Post);
            var fleet = new FleetMachine(new ProfileMachine(Marker.NewInstance, Random.Shared.NextDouble));
            loop = new SupervisorLoop(inbox, fleet, effects, view, this.options.TimeProvider);
            addedFiles = new AddedFiles(Post, this.options.TimeProvider);
            if (profiles is not null)
                scanner = new ProfileScanner(profiles, users, host.FindDaemon, Post, announcer, this.options.TimeProvider);
            if (this.options.ControlSocket)
                control = OpenControl();
        }
        catch
        {
            host?.Dispose();
            capture?.Dispose();
            inbox?.Dispose();
            ended.Dispose();
            if (heldLock is null && stateLock is not null)
                StateLock.Release(stateLock);
            if (ownsStateDirectory)
                Directory.Delete(stateDirectory, recursive: true);
            throw;
        }
    }

    /// <summary>All profiles at this moment, by name.</summary>
    public IReadOnlyList<ProfileInfo> Profiles => view.Profiles;

    /// <summary>
    /// Completes when someone asked through the control socket that the program ends; unless the services shall be left running,
    /// they are being stopped already, as by <see cref="StopAllAsync"/>. What follows is the program's own affair.
    /// </summary>
    public Task<ShutdownRequest> ShutdownRequested => shutdownRequested.Task;

    /// <summary>One profile at this moment; <c>null</c> when there is none of that name.</summary>
    public ProfileInfo? Find(string name) => view.Find(name);

    /// <summary>
    /// Adopts what still runs from an earlier supervisor with the same state directory, then begins to supervise. Completes
    /// when every profile of the profiles directory has been read.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (running is not null)
            throw new InvalidOperationException("The supervisor was started before.");
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        var recovered = new Recovery(marker, host.FindDaemon).Recover(records.Load());
        foreach (var found in recovered)
            Post(found);
        running = Task.Run(loop.RunAsync, CancellationToken.None);
        control?.Start();
        if (scanner is not null)
            await scanner.StartAsync(recovered.Select(found => found.Profile)).ConfigureAwait(false);
        // Behind what was found: who asks from here on is told of it.
        await OnLoopAsync(null, static (_, _) => true).ConfigureAwait(false);
        known.TrySetResult();
    }

    /// <summary>Adds a profile, or changes the one of that name; it is started unless <see cref="ProfileDefinition.Down"/> is set.</summary>
    /// <exception cref="ArgumentException">The definition has no command, or sets a variable that is ProcLaunch's own.</exception>
    public void Add(ProfileDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Command.Count == 0 || definition.Command[0].Length == 0)
            throw new ArgumentException($"The profile {definition.Name} has no command.", nameof(definition));
        if (definition.Environment.Keys.FirstOrDefault(name => name is Marker.InstanceVariable or Marker.ProfileVariable) is { } reserved)
            throw new ArgumentException($"The profile {definition.Name} may not set {reserved}: it is ProcLaunch's own.", nameof(definition));
        // Relative to where it was added, whatever becomes of the working directory of this process.
        var directory = Path.GetFullPath(definition.WorkingDirectory ?? ".");
        var reading = ProfileReading.Of(definition with
        {
            WorkingDirectory = directory,
            PidFile = definition.PidFile is { } pidFile ? Path.GetFullPath(pidFile, directory) : null,
            EnvironmentFiles = [.. definition.EnvironmentFiles.Select(file => Path.GetFullPath(file, directory))],
            Watch = [.. definition.Watch.Select(file => Path.GetFullPath(file, directory))],
        });
        addedFiles.Follow(definition.Name, reading.Also);
        Post(new ProfileEvent.WasRead(reading));
    }

    /// <summary>Stops a profile and forgets it.</summary>
    public void Remove(string name)
    {
        Post(new ProfileEvent.Disappeared(name));
        addedFiles.Follow(name, []);
    }

    /// <summary>Starts a profile by hand; it stays wanted until it is stopped by hand or its definition changes.</summary>
    public void Start(string name) => Post(new ProfileEvent.StartRequested(name));

    /// <summary>Stops a profile by hand; it stays stopped until it is started by hand or its definition changes.</summary>
    public void Stop(string name) => Post(new ProfileEvent.StopRequested(name));

    /// <summary>Stops a profile, if it runs, and starts it again.</summary>
    public void Restart(string name) => Post(new ProfileEvent.RestartRequested(name));

    /// <summary>Sends a running profile its reload signal (SIGHUP where it has none of its own).</summary>
    public void Reload(string name) => Post(new ProfileEvent.ReloadRequested(name));

    /// <summary>Looks at the profiles directory now instead of waiting for a notification; completes when that is done.</summary>
    public Task RescanAsync() => scanner?.RescanAsync() ?? Task.CompletedTask;

    /// <summary>What happens to the profiles from now on. Ends when the supervisor is disposed.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The reader fell so far behind that events were lost to it.</exception>
    public async IAsyncEnumerable<SupervisorEvent> Events([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscription = view.Subscribe();
        try
        {
            await foreach (var happened in subscription.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            view.Unsubscribe(subscription.Events);
        }
    }

    /// <summary>Stops all profiles and starts none any more; completes when nothing of any is left and the log says so.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    public async Task StopAllAsync(CancellationToken cancellationToken = default)
    {
        Post(new ProfileEvent.StopAllRequested());
        await view.AllStopped.WaitAsync(cancellationToken).ConfigureAwait(false);
        await announcer.WhenIdle().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends supervision and leaves every service running, for a later supervisor with the same state directory to adopt.</summary>
    public async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        scanner?.Dispose();
        addedFiles.Dispose();
        if (control is not null)
            await control.DisposeAsync().ConfigureAwait(false);
        loop.End();
        if (running is not null)
            await running.ConfigureAwait(false);
        // Whoever still waits for an answer gets none.
        await ended.CancelAsync().ConfigureAwait(false);
        await effects.WhenIdle().ConfigureAwait(false);
        host.Dispose();
        capture.Dispose();
        inbox.Dispose();
        StateLock.Release(stateLock);
        if (ownsStateDirectory)
            Directory.Delete(stateDirectory, recursive: true);
    }

    /// <summary>Stops everything, waits until it is gone, and ends supervision.</summary>
    public async ValueTask DisposeAsync()
    {
        if (running is not null && Volatile.Read(ref disposed) == 0)
            await StopAllAsync().ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
    }

    internal string StateDirectory => stateDirectory;

    internal string? ProfilesDirectory { get; }

    internal DateTimeOffset StartedAt { get; }

    /// <summary>The monotonic clock by which profiles live.</summary>
    internal TimeSpan Clock => options.TimeProvider.GetElapsedTime(0);

    /// <summary>Orders for single profiles that can be waited for.</summary>
    internal ProfileOrders Orders => new(AskAsync, view);

    /// <summary>All profiles now, and what happens from now on.</summary>
    internal Subscription Subscribe() => view.Subscribe();

    /// <summary>Ends a subscription.</summary>
    internal void Unsubscribe(Subscription subscription) => view.Unsubscribe(subscription.Events);

    /// <summary>What the services of these profiles use now, by pid; empty when there is nothing to look with.</summary>
    internal IReadOnlyDictionary<int, GroupUsage> UsageOf(IEnumerable<ProfileInfo> profiles)
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

    internal void RequestShutdown(bool leave)
    {
        if (!leave)
            Post(new ProfileEvent.StopAllRequested());
        shutdownRequested.TrySetResult(new ShutdownRequest(leave));
    }

    /// <summary>Why a profile is in its state; null when there is none of that name.</summary>
    internal Task<ProfileAccount?> ExplainAsync(string name) => OnLoopAsync(null, (fleet, now) =>
        fleet.Profiles.TryGetValue(name, out var profile)
            ? new ProfileAccount(view.Find(name)!, Explanation.Of(profile, now, fleet.Ending), view.RecentOf(name))
            : null);

    /// <summary>Completes with the profile as it was right after the event; null when there is none of that name.</summary>
    private Task<ProfileInfo?> AskAsync(ProfileEvent happened) => OnLoopAsync(happened, (_, _) => view.Find(happened.Profile));

    private Task<T> OnLoopAsync<T>(ProfileEvent? happened, Func<FleetMachine, Now, T> look)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Post(new Letter(happened, (fleet, now) =>
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

    private ControlServer? OpenControl()
    {
        try
        {
            return new ControlServer(stateDirectory, new ControlMethods(this, known.Task, options.TimeProvider), options.TimeProvider);
        }
        catch (IOException e)
        {
            announcer.Say(log => Sentences.NoControl(log.Own, e.Message));
            return null;
        }
    }

    private void Post(ProfileEvent happened) => inbox.Post(new Letter(happened));

    private static string Existing(string path, string which)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? full : throw new DirectoryNotFoundException($"the {which} directory {full} does not exist");
    }
}
