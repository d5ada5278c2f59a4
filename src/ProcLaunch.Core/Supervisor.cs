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
    private readonly Inbox<ProfileEvent> inbox;
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
        var users = new UserAccounts();
        try
        {
            stateLock = heldLock ?? StateLock.Take(stateDirectory);
            announcer = new Announcer(new NoticeLog(this.options.LoggerFactory));
            inbox = new Inbox<ProfileEvent>(this.options.TimeProvider);
            marker = new Marker(StateDirectory.Secret(stateDirectory));
            records = new RecordStore(stateDirectory);
            capture = new Capture(stateDirectory, problem => announcer.Say(log => OutputReport.Say(log, problem)), this.options.TimeProvider);
            host = new ProcessHost(inbox.Post, users, marker, this.options.Host);
            effects = new EffectRunner(host, records, capture, users, announcer, inbox.Post);
            var fleet = new FleetMachine(new ProfileMachine(Marker.NewInstance, Random.Shared.NextDouble));
            loop = new SupervisorLoop(inbox, fleet, effects, view, this.options.TimeProvider);
            addedFiles = new AddedFiles(inbox.Post, this.options.TimeProvider);
            if (profiles is not null)
                scanner = new ProfileScanner(profiles, users, host.FindDaemon, inbox.Post, announcer, this.options.TimeProvider);
        }
        catch
        {
            host?.Dispose();
            capture?.Dispose();
            inbox?.Dispose();
            if (heldLock is null && stateLock is not null)
                StateLock.Release(stateLock);
            if (ownsStateDirectory)
                Directory.Delete(stateDirectory, recursive: true);
            throw;
        }
    }

    /// <summary>All profiles at this moment, by name.</summary>
    public IReadOnlyList<ProfileInfo> Profiles => view.Profiles;

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
            inbox.Post(found);
        running = Task.Run(loop.RunAsync, CancellationToken.None);
        if (scanner is not null)
            await scanner.StartAsync(recovered.Select(found => found.Profile)).ConfigureAwait(false);
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
        inbox.Post(new ProfileEvent.WasRead(reading));
    }

    /// <summary>Stops a profile and forgets it.</summary>
    public void Remove(string name)
    {
        inbox.Post(new ProfileEvent.Disappeared(name));
        addedFiles.Follow(name, []);
    }

    /// <summary>Starts a profile by hand; it stays wanted until it is stopped by hand or its definition changes.</summary>
    public void Start(string name) => inbox.Post(new ProfileEvent.StartRequested(name));

    /// <summary>Stops a profile by hand; it stays stopped until it is started by hand or its definition changes.</summary>
    public void Stop(string name) => inbox.Post(new ProfileEvent.StopRequested(name));

    /// <summary>Stops a profile, if it runs, and starts it again.</summary>
    public void Restart(string name) => inbox.Post(new ProfileEvent.RestartRequested(name));

    /// <summary>Sends a running profile its reload signal (SIGHUP where it has none of its own).</summary>
    public void Reload(string name) => inbox.Post(new ProfileEvent.ReloadRequested(name));

    /// <summary>Looks at the profiles directory now instead of waiting for a notification; completes when that is done.</summary>
    public Task RescanAsync() => scanner?.RescanAsync() ?? Task.CompletedTask;

    /// <summary>Stops all profiles and starts none any more; completes when nothing of any is left and the log says so.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    public async Task StopAllAsync(CancellationToken cancellationToken = default)
    {
        inbox.Post(new ProfileEvent.StopAllRequested());
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
        loop.End();
        if (running is not null)
            await running.ConfigureAwait(false);
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

    private static string Existing(string path, string which)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? full : throw new DirectoryNotFoundException($"the {which} directory {full} does not exist");
    }
}
