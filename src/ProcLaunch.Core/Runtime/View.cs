using System.Collections.Immutable;
using System.Threading.Channels;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>
/// What readers on other threads see: immutable, one entry a profile, renewed when the profile was touched; and what happened,
/// in step with it. Written by the loop alone, after each thing that happened, so that no state is too short to be waited for.
/// </summary>
internal sealed class View : IDisposable
{
    private readonly Lock gate = new();
    private readonly EventFeed events = new();
    private readonly RecentNotices recent = new();
    private readonly Telemetry telemetry;
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<EssentialEnd> essentialEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource allStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool completed;
    private ImmutableSortedDictionary<string, ProfileInfo> profiles = ImmutableSortedDictionary.Create<string, ProfileInfo>(StringComparer.Ordinal);

    public View() => telemetry = new Telemetry(() => Profiles);

    public IReadOnlyList<ProfileInfo> Profiles => [.. profiles.Values];

    /// <summary>Completes when an essential profile has ended for good; everything is being stopped then.</summary>
    public Task<EssentialEnd> EssentialEnded => essentialEnded.Task;

    /// <summary>Completes when everything was to be stopped and is.</summary>
    public Task AllStopped => allStopped.Task;

    public ProfileInfo? Find(string name) => profiles.GetValueOrDefault(name);

    /// <summary>More is known of something that was told.</summary>
    public void Amend(string name, Notice told, Notice amended)
    {
        lock (gate)
            recent.Replace(name, told, amended);
    }

    /// <summary>What was told of a profile last, oldest first.</summary>
    public IReadOnlyList<RecentNotice> RecentOf(string name)
    {
        lock (gate)
            return recent.Of(name);
    }

    public Subscription Subscribe()
    {
        lock (gate)
            return new Subscription(Profiles, events.LastNumber, events.Subscribe());
    }

    public void Unsubscribe(ChannelReader<SupervisorEvent> reader)
    {
        lock (gate)
            events.Unsubscribe(reader);
    }

    /// <summary>Completes with the first state of a profile, beginning with the present one, that is as asked for; null: it is not there.</summary>
    public async Task<ProfileInfo?> WhenAsync(string name, Func<ProfileInfo?, bool> holds, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(holds);
        lock (gate)
        {
            var now = Find(name);
            if (holds(now))
                return now;
            // Nobody would ever wake it.
            if (completed)
                throw new TaskCanceledException();
            if (!waiters.TryGetValue(name, out var others))
                waiters[name] = others = [];
            others.Add(waiter);
        }
        try
        {
            return await waiter.Met.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                Remove(name, waiter);
        }
    }

    /// <param name="due">What is about to be done; what is announced in it is told to the readers of events.</param>
    public void Publish(FleetMachine fleet, IReadOnlyList<Effect> due, ClockReading now)
    {
        lock (gate)
        {
            var touched = fleet.TakeTouched();
            foreach (var name in touched)
            {
                profiles = fleet.Profiles.TryGetValue(name, out var profile)
                    ? profiles.SetItem(name, Describe(profile, now, fleet.Ending))
                    : profiles.Remove(name);
            }
            foreach (var effect in due)
            {
                if (effect is not Effect.Announce { Profile: var name, Notice: var notice })
                    continue;
                events.Tell(name, notice, Find(name)?.Pid, now.Wall);
                recent.Add(name, notice, now.Wall);
                telemetry.Note(name, notice, now);
            }
            foreach (var name in touched)
                Notify(name);
        }
        if (fleet.EssentialEnd is { } end)
            essentialEnded.TrySetResult(end);
        if (fleet is { Ending: true, AllStopped: true })
            allStopped.TrySetResult();
    }

    /// <summary>Supervision has ended: nothing will happen any more.</summary>
    public void Complete()
    {
        lock (gate)
        {
            completed = true;
            events.Complete();
            foreach (var waiter in waiters.Values.SelectMany(waiting => waiting))
                waiter.Met.TrySetCanceled();
        }
    }

    public void Dispose() => telemetry.Dispose();

    private void Notify(string name)
    {
        if (!waiters.TryGetValue(name, out var waiting))
            return;
        var info = Find(name);
        foreach (var waiter in waiting)
        {
            if (waiter.Holds(info))
                waiter.Met.TrySetResult(info);
        }
    }

    private void Remove(string name, Waiter waiter)
    {
        if (!waiters.TryGetValue(name, out var waiting))
            return;
        waiting.Remove(waiter);
        if (waiting.Count == 0)
            waiters.Remove(name);
    }

    private static ProfileInfo Describe(Profile profile, ClockReading now, bool ending)
    {
        var (record, run, waits) = (profile.Record, profile.Run, profile is { State: ProfileState.Stopped, IsWanted: true } ? profile.Waiting : null);
        return new ProfileInfo
        {
            Name = profile.Name,
            State = profile.State,
            Pid = run?.Service?.Pid,
            Wanted = profile.IsWanted,
            Mode = (run?.Definition ?? record.Definition)?.Mode ?? ProfileMode.Foreground,
            Since = record.Since,
            Restarts = record.Restarts,
            Failures = record.History.Failures,
            NextStartAt = profile is { AwaitsRestart: true, Waiting: null } && !ending ? now.Wall + (profile.NotBefore - now.Monotonic) : null,
            LastExit = record.LastExit?.Status,
            LastExitAt = record.LastExit?.At,
            WaitsFor = waits?.ToString(),
            StatusText = profile.StatusText,
            WaitsInVain = waits is { Hopeless: true },
            Problem = profile.Problem,
            RunningSince = (profile.Situation as Situation.Running)?.From,
            Confirmations = profile.Confirmations,
            FailedStarts = profile.FailedStarts,
            Ends = profile.Ends,
        };
    }

    private sealed record Waiter(Func<ProfileInfo?, bool> Holds)
    {
        public TaskCompletionSource<ProfileInfo?> Met { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
