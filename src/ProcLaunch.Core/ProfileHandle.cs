using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch;

/// <summary>
/// One profile of a supervisor, by name: asks for things and waits for what comes of them. Any number of handles may be of one
/// profile. The first request also starts a supervisor that was not started yet.
/// </summary>
public sealed class ProfileHandle
{
    private const int LastLines = 20;

    private readonly Engine engine;

    internal ProfileHandle(Engine engine, string name)
    {
        this.engine = engine;
        Name = name;
        Output = new ProfileOutput(engine, name);
    }

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>What it writes to standard output and error.</summary>
    public ProfileOutput Output { get; }

    /// <summary>The profile at this moment; <see cref="ProfileState.Stopped"/> with nothing else as long as it is not known, or no more.</summary>
    public ProfileInfo Info => engine.View.Find(Name) ?? new ProfileInfo { Name = Name, State = ProfileState.Stopped };

    /// <summary>
    /// Starts it by hand, and what it depends on; completes when it is running (and ready), at once when it is already. It stays wanted until
    /// it is stopped by hand or its definition changes.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, not the starting.</param>
    /// <exception cref="ProfileStartException">The start failed; the message says why and what the program wrote last. Its restart policy decides whether another follows.</exception>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(engine.Requests.AskAsync(RequestKind.Start, Name, wait: true, cancellationToken), Failed, cancellationToken);

    /// <summary>Stops it by hand; completes when nothing of it is left. It stays stopped until it is started by hand or its definition changes.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(engine.Requests.AskAsync(RequestKind.Stop, Name, wait: true, cancellationToken), Failed, cancellationToken);

    /// <summary>Stops it, where it runs, and starts it; completes when it is running again.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the restarting.</param>
    /// <exception cref="ProfileStartException">The start failed.</exception>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public Task RestartAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(engine.Requests.AskAsync(RequestKind.Restart, Name, wait: true, cancellationToken), Failed, cancellationToken);

    /// <summary>Sends its main process the reload signal, SIGHUP where it has none of its own. One that is starting gets it when it runs.</summary>
    /// <exception cref="ProfileException">It is not running.</exception>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public Task ReloadAsync(CancellationToken cancellationToken = default) =>
        RequestAsync(engine.Requests.ReloadAsync(Name), NotReached, cancellationToken);

    /// <summary>Sends its main process a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ProfileException">It is not running.</exception>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public Task SignalAsync(Signal signal, CancellationToken cancellationToken = default) =>
        RequestAsync(engine.Requests.SignalAsync(Name, signal), NotReached, cancellationToken);

    /// <summary>Stops it and forgets it; completes when it is forgotten. A profile of the profiles directory comes back when its directory changes.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken = default)
    {
        engine.Remove(Name);
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        await WhenAsync(static info => info is null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Completes when it is in a state, at once when it is already.</summary>
    /// <param name="state">The state.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The profile as it was then.</returns>
    /// <exception cref="ProfileNotFoundException">There is no such profile, or it was removed meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public async Task<ProfileInfo> WaitForAsync(ProfileState state, CancellationToken cancellationToken = default)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        return await WhenAsync(info => info is null || info.State == state, cancellationToken).ConfigureAwait(false) ?? throw new ProfileNotFoundException(Name);
    }

    /// <summary>Why it is in its state, what happens next and what would change that, in sentences.</summary>
    /// <exception cref="ProfileNotFoundException">There is no such profile.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public async Task<IReadOnlyList<string>> ExplainAsync(CancellationToken cancellationToken = default)
    {
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        var account = await EndedSupervisor.AsDisposed(engine.ExplainAsync(Name), cancellationToken).ConfigureAwait(false);
        return account?.Sentences ?? throw new ProfileNotFoundException(Name);
    }

    private async Task RequestAsync(Task<RequestOutcome> request, Func<RequestOutcome, string, Exception> failure, CancellationToken cancellationToken)
    {
        // What was posted before the supervisor was started is handled then.
        await SettleAsync(cancellationToken).ConfigureAwait(false);
        var outcome = await EndedSupervisor.AsDisposed(request, cancellationToken).ConfigureAwait(false);
        if (outcome == RequestOutcome.NoSuchProfile)
            throw new ProfileNotFoundException(Name);
        if (outcome.Problem is { } problem)
            throw failure(outcome, problem);
    }

    private Task SettleAsync(CancellationToken cancellationToken) => EndedSupervisor.AsDisposed(engine.StartAndSettleAsync(), cancellationToken);

    private Task<ProfileInfo?> WhenAsync(Func<ProfileInfo?, bool> holds, CancellationToken cancellationToken) =>
        EndedSupervisor.AsDisposed(engine.View.WhenAsync(Name, holds, cancellationToken), cancellationToken);

    private ProfileStartException Failed(RequestOutcome outcome, string problem) =>
        new(Name, problem, outcome.Profile?.LastExit, Output.LastLines(LastLines));

    private ProfileException NotReached(RequestOutcome outcome, string problem) => new(Name, problem);
}
