namespace ProcLaunch.Lifecycle;

/// <summary>Something to be done; imperative, returns nothing. What came of it comes back as a <see cref="ProfileEvent"/>.</summary>
internal abstract record Effect
{
    /// <summary>Writes the record, then makes the process: in that order, so that a crash in between is noticed.</summary>
    public sealed record Launch(long Run, string Instance, ProfileDefinition Definition, ProfileRecord Record) : Effect;

    /// <summary>Watches what an earlier ProcLaunch left running.</summary>
    public sealed record Adopt(long Run, string Instance, ProfileDefinition Definition, ProfileRemains Remains) : Effect;

    public sealed record Send(long Run, Signal Signal, SignalTarget Target) : Effect;

    /// <summary>Takes another process of the run for its service, as the service asked.</summary>
    public sealed record Follow(long Run, ProcessIdentity Service) : Effect;

    /// <summary>Looks whether anything of a run is left, in case no notification came.</summary>
    public sealed record LookAgain(long Run) : Effect;

    /// <summary>Ends the watch over a run of which nothing is left.</summary>
    public sealed record Release(long Run) : Effect;

    /// <summary>Follows changed settings of the output of a service that goes on.</summary>
    public sealed record KeepOutput(string Profile, LogSettings Settings) : Effect;

    /// <summary>Tries the readiness check until it holds, which is told as <see cref="ProfileEvent.BecameReady"/>.</summary>
    public sealed record AwaitReady(long Run, ProfileDefinition Definition, ProcessIdentity Service) : Effect;

    /// <summary>Tries the health check until it failed too often, which is told as <see cref="ProfileEvent.FoundUnhealthy"/>.</summary>
    public sealed record WatchHealth(long Run, ProfileDefinition Definition, ProcessIdentity Service) : Effect;

    /// <summary>Ends all checks of a run, also those that wait for what the service tells. Harmless when there are none.</summary>
    public sealed record EndProbes(long Run) : Effect;

    public sealed record Save(ProfileRecord Record) : Effect;

    /// <summary>Removes what is kept of a profile that is gone for good.</summary>
    public sealed record Forget(string Profile) : Effect;

    public sealed record Announce(string Profile, Notice Notice) : Effect;
}
