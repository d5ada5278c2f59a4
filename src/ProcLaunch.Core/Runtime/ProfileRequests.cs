using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>
/// Gives orders for one profile and waits for what comes of them. What is waited for are counts that only grow, compared with
/// those at the moment the order was taken: nothing can be missed between the order and the wait, nor be an earlier run's.
/// </summary>
/// <param name="ask">Hands an event to the loop; completes with the profile as it was right after that event.</param>
internal sealed class ProfileRequests(Func<ProfileEvent, Task<ProfileInfo?>> ask, View view)
{
    private const string Removed = "it was removed meanwhile";

    /// <param name="wait">False: completes when the order was taken.</param>
    public Task<RequestOutcome> StartAsync(string name, bool wait, CancellationToken cancellationToken) =>
        StartAsync(new ProfileEvent.StartRequested(name), wait, cancellationToken);

    /// <inheritdoc cref="StartAsync(string, bool, CancellationToken)"/>
    public Task<RequestOutcome> RestartAsync(string name, bool wait, CancellationToken cancellationToken) =>
        StartAsync(new ProfileEvent.RestartRequested(name), wait, cancellationToken);

    /// <inheritdoc cref="StartAsync(string, bool, CancellationToken)"/>
    public async Task<RequestOutcome> StopAsync(string name, bool wait, CancellationToken cancellationToken)
    {
        if (await ask(new ProfileEvent.StopRequested(name)).ConfigureAwait(false) is not { } taken)
            return RequestOutcome.NoSuchProfile;
        if (!wait || taken.State == ProfileState.Stopped)
            return new(taken);
        var then = await view.WhenAsync(name, info => info is null || info.Ends > taken.Ends, cancellationToken).ConfigureAwait(false);
        return new(then);
    }

    /// <summary>Stops several, those first that depend on others of them.</summary>
    /// <returns>For each what its stop is to be waited for with; all goes on whether or not anybody waits.</returns>
    public Func<string, bool, CancellationToken, Task<RequestOutcome>> StopAll(IReadOnlyList<ProfileInfo> profiles)
    {
        if (!OrderedStop.Matters(profiles))
            return StopAsync;
        var stop = new OrderedStop(this, profiles);
        return (name, wait, cancellationToken) => Outcome(name, stop.Of(name), wait, cancellationToken);
    }

    /// <summary>Stops several, those first that depend on others of them, and starts them when all are stopped.</summary>
    /// <inheritdoc cref="StopAll"/>
    public Func<string, bool, CancellationToken, Task<RequestOutcome>> RestartAll(IReadOnlyList<ProfileInfo> profiles)
    {
        if (!OrderedStop.Matters(profiles))
            return RestartAsync;
        var stop = new OrderedStop(this, profiles);
        var starts = profiles.ToDictionary(profile => profile.Name, profile => StartAfterAsync(stop.All, profile.Name), StringComparer.Ordinal);
        return (name, wait, cancellationToken) => Outcome(name, starts[name], wait, cancellationToken);
    }

    public Task<RequestOutcome> ReloadAsync(string name) =>
        ReachAsync(new ProfileEvent.ReloadRequested(name), taken => taken.State is ProfileState.Starting or ProfileState.Running);

    public Task<RequestOutcome> SignalAsync(string name, Signal signal) =>
        ReachAsync(new ProfileEvent.SignalRequested(name, signal), taken => taken.Pid is not null);

    private async Task<RequestOutcome> StartAfterAsync(Task before, string name)
    {
        await before.ConfigureAwait(false);
        return await StartAsync(name, wait: true, CancellationToken.None).ConfigureAwait(false);
    }

    private Task<RequestOutcome> Outcome(string name, Task<RequestOutcome> order, bool wait, CancellationToken cancellationToken) =>
        wait ? order.WaitAsync(cancellationToken) : Task.FromResult(new RequestOutcome(view.Find(name)));

    private async Task<RequestOutcome> StartAsync(ProfileEvent order, bool wait, CancellationToken cancellationToken)
    {
        if (await ask(order).ConfigureAwait(false) is not { } taken)
            return RequestOutcome.NoSuchProfile;
        if (taken.State == ProfileState.Running || (!wait && !StaysStopped(taken)))
            return new(taken);
        var then = await view.WhenAsync(order.Profile, info => info is null || IsDecided(taken, info), cancellationToken).ConfigureAwait(false);
        if (then is null)
            return new(null, Removed);
        return then.Confirmations > taken.Confirmations ? new(then) : new(then, WhyNot(taken, then));
    }

    private static bool IsDecided(ProfileInfo taken, ProfileInfo now) =>
        now.Confirmations > taken.Confirmations || now.FailedStarts > taken.FailedStarts || StaysStopped(now);

    /// <summary>What is wanted and can be started is never seen stopped, unless it waits for a restart delay or for another profile.</summary>
    private static bool StaysStopped(ProfileInfo info) =>
        info is { State: ProfileState.Stopped, NextStartAt: null } and ({ WaitsFor: null } or { WaitsInVain: true });

    private static string WhyNot(ProfileInfo taken, ProfileInfo then) =>
        then.FailedStarts == taken.FailedStarts && !then.Wanted ? "it was told to stop meanwhile"
        : then.Problem ?? "there is nothing of it to start, or everything is being stopped";

    private async Task<RequestOutcome> ReachAsync(ProfileEvent order, Func<ProfileInfo, bool> reached)
    {
        if (await ask(order).ConfigureAwait(false) is not { } taken)
            return RequestOutcome.NoSuchProfile;
        return reached(taken) ? new(taken) : new(taken, $"it is {taken.State.ToString().ToLowerInvariant()}: there is nothing to send a signal to");
    }
}
