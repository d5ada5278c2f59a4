using System.Runtime.CompilerServices;
using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>What holds after every step, whatever happened.</summary>
internal static class Invariants
{
    private static readonly ConditionalWeakTable<Profile, Comparison> Compared = [];

    /// <param name="recordsAreWritten">Nothing that was asked for is still to be done.</param>
    public static void Check(FleetMachine fleet, FakeWorld world, bool recordsAreWritten)
    {
        foreach (var profile in fleet.Profiles.Values)
        {
            CheckStates(profile, fleet, world.Clock);
            CheckProcesses(profile, world);
            if (recordsAreWritten)
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
        var mayStart = profile is { Situation: Situation.Stopped stopped, IsWanted: true, Startable: true, Waiting: null } && (profile.OrderMistake is null || stopped.Why == StopReason.Restart);
        if (mayStart && !fleet.Ending)
            Demand(profile, profile.NotBefore > now && profile.Deadline == profile.NotBefore, "a start, now or at its deadline");
        if (profile.State == ProfileState.Running)
            Demand(profile, profile.Run!.Service is not null, "a service while running");
        if (profile.Deadline is { } deadline)
            Demand(profile, fleet.NextDeadline <= deadline, "the fleet to know its deadline");
    }

    private static void CheckProcesses(Profile profile, FakeWorld world)
    {
        var alive = world.Of(profile.Name).Where(process => !process.Foreign).ToList();
        if (profile.State == ProfileState.Stopped)
            Demand(profile, alive.Count == 0, "nothing of it alive while stopped");
        Demand(profile, alive.Select(process => process.Instance).Distinct().Count() < 2, "one instance at most");
    }

    /// <summary>The record says what the next ProcLaunch has to know.</summary>
    private static void CheckRecord(Profile profile, FakeWorld world)
    {
        var text = world.Records.Find(profile.Name);
        Demand(profile, text is not null, "a record");
        // To write it takes longer than all else: once for each.
        if (!Compared.TryGetValue(profile, out var before) || !ReferenceEquals(before.Record, profile.Record) || before.Text != text)
            Demand(profile, text!.StartsWith(RecordFormat.Write(profile.Record), StringComparison.Ordinal), "a record that is up to date");
        Compared.AddOrUpdate(profile, new Comparison(profile.Record, text!));
    }

    private static void Demand(Profile profile, bool holds, string what)
    {
        if (!holds)
            throw new Violation($"{profile.Name} ({profile.State}, wanted {profile.Want}): expected {what}");
    }

    private sealed record Comparison(ProfileRecord Record, string Text);
}
