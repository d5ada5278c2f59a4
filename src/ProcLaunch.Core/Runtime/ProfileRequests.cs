using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>
/// Asks for something of profiles and waits for what comes of it. What is waited for are counts that only grow, compared with
/// those at the moment the request was taken: nothing can be missed between the request and the wait, nor be an earlier run's.
/// </summary>
/// <param name="ask">Hands an event to the loop; completes with the profiles as they were right after that event, null for those that are not there.</param>
internal sealed class ProfileRequests(Func<ProfileEvent, IReadOnlyList<string>, Task<IReadOnlyList<ProfileInfo?>>> ask, View view)
{
    private const string Removed = "it was removed meanwhile";

    /// <summary>Asks for one profile.</summary>
    /// <inheritdoc cref="AskAsync(RequestKind, IReadOnlyList{string}, bool, CancellationToken)"/>
    public async Task<RequestOutcome> AskAsync(RequestKind what, string name, bool wait, CancellationToken cancellationToken) =>
        await (await AskAsync(what, [name], wait, cancellationToken).ConfigureAwait(false))[0].ConfigureAwait(false);

    /// <summary>Asks for several profiles at once: they are stopped and started in the order of their dependencies, whether or not anybody waits.</summary>
    /// <param name="wait">False: each outcome is known when the request was taken.</param>
    /// <returns>Once the request was taken: what came of it for each, in the order of the names.</returns>
    public async Task<IReadOnlyList<Task<RequestOutcome>>> AskAsync(RequestKind what, IReadOnlyList<string> names, bool wait, CancellationToken cancellationToken)
    {
        var taken = await ask(new ProfileEvent.SeveralRequested(what, names), names).ConfigureAwait(false);
        return [.. taken.Select((profile, index) => profile is null ? Task.FromResult(RequestOutcome.NoSuchProfile)
            : what == RequestKind.Stop ? StoppedAsync(names[index], profile, wait, cancellationToken)
            : StartedAsync(names[index], profile, what == RequestKind.Start, wait, cancellationToken))];
    }

    public Task<RequestOutcome> ReloadAsync(string name) =>
        ReachAsync(new ProfileEvent.ReloadRequested(name), taken => taken.State is ProfileState.Starting or ProfileState.Running);

    public Task<RequestOutcome> SignalAsync(string name, Signal signal) =>
        ReachAsync(new ProfileEvent.SignalRequested(name, signal), taken => taken.Pid is not null);

    private async Task<RequestOutcome> StoppedAsync(string name, ProfileInfo taken, bool wait, CancellationToken cancellationToken)
    {
        if (!wait || taken.State == ProfileState.Stopped)
            return new(taken);
        return new(await view.WhenAsync(name, info => info is null || info.Ends > taken.Ends, cancellationToken).ConfigureAwait(false));
    }

    /// <param name="runsAlready">One that runs is what was asked for.</param>
    private async Task<RequestOutcome> StartedAsync(string name, ProfileInfo taken, bool runsAlready, bool wait, CancellationToken cancellationToken)
    {
        if ((runsAlready && taken.State == ProfileState.Running) || (!wait && !StaysStopped(taken)))
            return new(taken);
        var then = await view.WhenAsync(name, info => info is null || IsDecided(taken, info), cancellationToken).ConfigureAwait(false);
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

    private async Task<RequestOutcome> ReachAsync(ProfileEvent request, Func<ProfileInfo, bool> reached)
    {
        if ((await ask(request, [request.Profile]).ConfigureAwait(false))[0] is not { } taken)
            return RequestOutcome.NoSuchProfile;
        return reached(taken) ? new(taken) : new(taken, $"it is {taken.State.ToString().ToLowerInvariant()}: there is nothing to send a signal to");
    }
}
