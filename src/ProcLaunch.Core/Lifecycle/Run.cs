using System.Text.Json.Serialization;

namespace ProcLaunch.Lifecycle;

/// <summary>One instance of a profile, from its launch to the end of its last process.</summary>
/// <param name="Instance">The random part of the marker that its processes carry in their environment.</param>
/// <param name="Definition">What it was started with: it is stopped by the same.</param>
internal sealed record Run(string Instance, ProfileDefinition Definition)
{
    /// <summary>Unique for the life of the supervisor: pids and names are reused, runs are not.</summary>
    [JsonIgnore]
    public long Number { get; init; }

    /// <summary>The process we made: of a daemon, the one that launches it.</summary>
    public ProcessIdentity? Launched { get; init; }

    /// <summary>The process that is the service, once it is known.</summary>
    public ProcessIdentity? Service { get; init; }

    [JsonIgnore]
    public bool IsDaemon => Definition.Mode == ProfileMode.Daemon;

    /// <summary>Whom the stop signal is for: a daemon's children are its own to end, a foreground service is signalled as its definition says.</summary>
    [JsonIgnore]
    public SignalTarget StopTarget => IsDaemon || Definition.Stop.Scope == StopScope.Process ? SignalTarget.Service : SignalTarget.Everything;
}
