using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>A profile at one moment, as <c>proclaunch status --json</c> prints it.</summary>
public sealed record ProfileStatus
{
    /// <summary>The profile's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its state.</summary>
    [JsonConverter(typeof(KebabEnumConverter<ProfileState>))]
    public required ProfileState State { get; init; }

    /// <summary>The pid of the service; <c>null</c> while there is none or it is not known yet.</summary>
    public int? Pid { get; init; }

    /// <summary>Whether it shall run.</summary>
    public bool Wanted { get; init; }

    /// <summary>Which process is the service.</summary>
    [JsonConverter(typeof(KebabEnumConverter<ProfileMode>))]
    public ProfileMode Mode { get; init; }

    /// <summary>When its state was entered; kept when ProcLaunch is restarted.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>For how long it has been running, in seconds, whatever was done to the wall clock; <c>null</c> when it is not running.</summary>
    public double? UptimeSeconds { get; init; }

    /// <summary>How often it was restarted by its policy.</summary>
    public int Restarts { get; init; }

    /// <summary>Failures in a row without a good run in between.</summary>
    public int Failures { get; init; }

    /// <summary>When it is started next, after a restart delay; <c>null</c> when it is not waiting for one.</summary>
    public DateTimeOffset? NextStartAt { get; init; }

    /// <summary>What it waits for before it is started, as a sentence; left out when it waits for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WaitsFor { get; init; }

    /// <summary>What the service says of itself (<c>STATUS=</c>, sd_notify(3)); left out when it says nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusText { get; init; }

    /// <summary>How it ended last; <c>null</c> before its first end.</summary>
    public ExitReport? LastExit { get; init; }

    /// <summary>What is wrong, as a sentence; <c>null</c> when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The share of one core that the service's process group used since this was last asked, if that was in the last
    /// minute, and else since the service started, in percent; <c>null</c> when it was not asked for or nothing runs.
    /// </summary>
    public double? CpuPercent { get; init; }

    /// <summary>
    /// The resident memory of the service's process group, in bytes; pages that its processes share count once for each.
    /// <c>null</c> when it was not asked for or nothing runs.
    /// </summary>
    public long? MemoryBytes { get; init; }
}
