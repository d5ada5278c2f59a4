using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>What holds after every step, whatever happened.</summary>
internal static class Invariants
{
    public static void Check(FleetMachine fleet, FakeWorld world)
    {
        foreach (var profile in fleet.Profiles.Values)
        {
            CheckStates(profile, fleet, world.Clock);
            CheckProcesses(profile, world);
            CheckRecord(profile, world);
        }
    }

    private static void CheckStates(Profile profile, FleetMachine fleet, TimeSpan now)
    {
        Demand(profile, profile.State == ProfileState.Stopped == profile.Run is null, "a run exactly when it is not stopped");
        if (profile.State is ProfileState.Starting or ProfileState.Stopping)
            Demand(profile, profile.Deadline is not null, "a deadline while starting and stopping");
        if (profile.State == ProfileState.Stopping)
        {
            Demand(profile, profile.Deadline <= now + StopActions.LookInterval, "a look every second while stopping");
            Demand(profile, profile.Run is { Service: null } || profile.Situation is Situation.Stopping { Phase: >= StopPhase.Asked, Until: not null }, "a stop signal for a known service");
        }
        if (profile is { State: ProfileState.Stopped, IsWanted: true, Startable: true } && !fleet.Ending)
            Demand(profile, profile.NotBefore > now && profile.Deadline == profile.NotBefore, "a start, now or at its deadline");
        if (profile.State == ProfileState.Running)
            Demand(profile, profile.Run!.Service is not null, "a service while running");
        if (profile.Deadline is { } deadline)
            Demand(profile, fleet.NextDeadline <= deadline, "the fleet to know its deadline");
    }

    private static void CheckProcesses(Profile profile, FakeWorld world)
    {
        var alive = world.Alive(profile.Name).Where(process => !process.Foreign).ToList();
        if (profile.State == ProfileState.Stopped)
            Demand(profile, alive.Count == 0, "nothing of it alive while stopped");
        Demand(profile, alive.Select(process => process.Instance).Distinct().Count() < 2, "one instance at most");
    }

    /// <summary>The record says what the next ProcLaunch has to know.</summary>
    private static void CheckRecord(Profile profile, FakeWorld world)
    {
        Demand(profile, world.Records.TryGetValue(profile.Name, out var record), "a record");
        Demand(profile, ReferenceEquals(record, profile.Record), "a record that is up to date");
    }

    private static void Demand(Profile profile, bool holds, string what)
    {
        if (!holds)
            throw new Violation($"{profile.Name} ({profile.State}, wanted {profile.Want}): expected {what}");
    }
}
