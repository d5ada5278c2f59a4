using System.Runtime.CompilerServices;
using ProcLaunch.Control;
using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Posix;
using ProcLaunch.Runtime;

namespace ProcLaunch;

/// <summary>
/// Starts programs, keeps them running, notices changed, added and removed profiles, and never loses track of a process.
/// All members may be called from any thread.
/// </summary>
public sealed class Supervisor : IAsyncDisposable
{
    private readonly Engine engine;
    private readonly bool ownsStateDirectory;
    private readonly ControlServer? control;
    private readonly TaskCompletionSource<ShutdownRequest> shutdownRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        options ??= new SupervisorOptions();
        ProfilesDirectory = options.ProfilesDirectory is { } written ? Existing(written, "profiles") : null;
        ownsStateDirectory = options.StateDirectory is null;
        StateDirectory = Existing(options.StateDirectory ?? Directory.CreateTempSubdirectory("proclaunch-").FullName, "state");
        StartedAt = options.TimeProvider.GetUtcNow();
        try
        {
            engine = new Engine(StateDirectory, ProfilesDirectory, options, heldLock);
        }
        catch
        {
            if (ownsStateDirectory)
                Directory.Delete(StateDirectory, recursive: true);
            throw;
        }
        EssentialEnded = ExitCodeAsync(engine.View.EssentialEnded);
        if (options.ControlSocket)
        {
            control = OpenControl(options.TimeProvider);
            engine.OnStart = () => control?.Start();
        }
    }

    /// <summary>The ports that <c>${port:NAME}</c> stands for, by name: <c>supervisor.Ports["web"]</c>. For any thread.</summary>
    public PortTable Ports => engine.Ports;

    /// <summary>All profiles at this moment, by name.</summary>
    public IReadOnlyList<ProfileInfo> Profiles => engine.View.Profiles;

    /// <summary>
    /// Completes when someone asked through the control socket that the program ends; unless the services shall be left running,
    /// they are being stopped already, as by <see cref="StopAllAsync"/>. What follows is the program's own affair.
    /// </summary>
    public Task<ShutdownRequest> ShutdownRequested => shutdownRequested.Task;

    /// <summary>
    /// Completes when an <see cref="ProfileDefinition.Essential"/> profile has ended for good, with its exit code, 128 + signal, or 1
    /// where that is unknown. Everything is being stopped then, as by <see cref="StopAllAsync"/>.
    /// </summary>
    public Task<int> EssentialEnded { get; }

    /// <summary>One profile at this moment; <c>null</c> when there is none of that name.</summary>
    public ProfileInfo? Find(string name) => engine.View.Find(name);

    /// <summary>
    /// Adopts what still runs from an earlier supervisor with the same state directory, then begins to supervise. Completes
    /// when every profile of the profiles directory has been read. Called again, it completes when that is done.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref disposed) != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        await engine.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Adds a profile, or changes the one of that name. It is started, as soon as the supervisor is, unless <see cref="ProfileDefinition.Down"/>
    /// is set; <see cref="ProfileHandle.StartAsync"/> starts it in any case and waits until it runs.
    /// </summary>
    /// <returns>A handle of the profile.</returns>
    /// <exception cref="ArgumentException">The definition has no command, or sets a variable that is ProcLaunch's own.</exception>
    public ProfileHandle Add(ProfileDefinition definition)
    {
        engine.Add(definition);
        return new ProfileHandle(engine, definition.Name);
    }

    /// <summary>A handle of the profile of that name, whether there is one (yet) or not.</summary>
    public ProfileHandle this[string name] => new(engine, name);

    /// <summary>Looks at the profiles directory now instead of waiting for a notification; completes when that is done.</summary>
    public Task RescanAsync() => engine.RescanAsync();

    /// <summary>What happens to the profiles from now on. Ends when the supervisor is disposed.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The reader fell so far behind that events were lost to it.</exception>
    public async IAsyncEnumerable<SupervisorEvent> Events([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscription = engine.View.Subscribe();
        try
        {
            await foreach (var happened in subscription.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            engine.View.Unsubscribe(subscription.Events);
        }
    }

    /// <summary>Stops all profiles and starts none any more; completes when nothing of any is left and the log says so.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    public Task StopAllAsync(CancellationToken cancellationToken = default) =>
        engine.IsRunning ? engine.StopAllAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Ends supervision and leaves every service running, for a later supervisor with the same state directory to adopt.</summary>
    public async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        if (control is not null)
            await control.DisposeAsync().ConfigureAwait(false);
        await engine.LeaveAsync().ConfigureAwait(false);
        if (ownsStateDirectory)
            Directory.Delete(StateDirectory, recursive: true);
        control?.Part();
    }

    /// <summary>Stops everything, waits until it is gone, and ends supervision.</summary>
    public async ValueTask DisposeAsync()
    {
        if (engine.IsRunning && Volatile.Read(ref disposed) == 0)
            await StopAllAsync().ConfigureAwait(false);
        await LeaveAsync().ConfigureAwait(false);
    }

    internal string StateDirectory { get; }

    internal string? ProfilesDirectory { get; }

    internal DateTimeOffset StartedAt { get; }

    /// <summary>The monotonic clock by which profiles live.</summary>
    internal TimeSpan Clock => engine.Clock;

    /// <summary>Requests for single profiles that can be waited for.</summary>
    internal ProfileRequests Requests => engine.Requests;

    /// <summary>All profiles now, and what happens from now on.</summary>
    internal Subscription Subscribe() => engine.View.Subscribe();

    /// <summary>Ends a subscription.</summary>
    internal void Unsubscribe(Subscription subscription) => engine.View.Unsubscribe(subscription.Events);

    /// <summary>What the services of these profiles use now, by pid; empty when there is nothing to look with.</summary>
    internal IReadOnlyDictionary<int, GroupUsage> UsageOf(IEnumerable<ProfileInfo> profiles) => engine.UsageOf(profiles);

    /// <summary>Why a profile is in its state; null when there is none of that name.</summary>
    internal Task<ProfileExplanation?> ExplainAsync(string name) => engine.ExplainAsync(name);

    internal void RequestShutdown(bool leave)
    {
        if (!leave)
            engine.Post(new ProfileEvent.StopAllRequested());
        shutdownRequested.TrySetResult(new ShutdownRequest(leave));
    }

    private ControlServer? OpenControl(TimeProvider time)
    {
        try
        {
            return new ControlServer(StateDirectory, new ControlMethods(this, engine.Known, time), time);
        }
        catch (IOException e)
        {
            engine.Announcer.Say(log => Sentences.NoControl(log.Own, e.Message));
            return null;
        }
    }

    private static async Task<int> ExitCodeAsync(Task<EssentialEnd> ended) => (await ended.ConfigureAwait(false)).Code;

    private static string Existing(string path, string which)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? full : throw new DirectoryNotFoundException($"the {which} directory {full} does not exist");
    }
}
