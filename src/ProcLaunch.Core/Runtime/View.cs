using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>What readers on other threads see: immutable, one entry a profile, renewed when the profile was touched.</summary>
internal sealed class View
{
    private readonly ConcurrentDictionary<string, ProfileInfo> profiles = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource allStopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ProfileInfo> Profiles => [.. profiles.Values.OrderBy(profile => profile.Name, StringComparer.Ordinal)];

    /// <summary>Completes when everything was to be stopped and is.</summary>
    public Task AllStopped => allStopped.Task;

    public ProfileInfo? Find(string name) => profiles.GetValueOrDefault(name);

    public void Publish(FleetMachine fleet)
    {
        foreach (var name in fleet.TakeTouched())
        {
            if (fleet.Profiles.TryGetValue(name, out var profile))
                profiles[name] = Describe(profile);
            else
                profiles.TryRemove(name, out _);
        }
        if (fleet is { Ending: true, AllStopped: true })
            allStopped.TrySetResult();
    }

    private static ProfileInfo Describe(Profile profile) => new()
    {
        Name = profile.Name,
        State = profile.State,
        Pid = profile.Run?.Service?.Pid,
        Wanted = profile.Want == Want.Up,
        Mode = (profile.Run?.Definition ?? profile.Definition)?.Mode ?? ProfileMode.Foreground,
        Since = profile.Since,
        Restarts = profile.Restarts,
        Failures = profile.History.Failures,
        LastExit = profile.LastExit?.Status,
        LastExitAt = profile.LastExit?.At,
        Problem = profile.Problem,
    };
}
