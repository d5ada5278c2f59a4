using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

// What the methods answer, a record each: they are read together, as a page of the protocol.

/// <summary>The answer of methods that have nothing to say but that it is done. A later version may say more.</summary>
internal sealed record EmptyResult;

/// <summary>A supervisor and its profiles at one moment.</summary>
/// <param name="Supervisor">The supervisor itself.</param>
/// <param name="Profiles">The profiles asked for, by name.</param>
public sealed record StatusReport(SupervisorStatus Supervisor, IReadOnlyList<ProfileStatus> Profiles);

/// <summary>What a supervisor says of itself.</summary>
public sealed record SupervisorStatus
{
    /// <summary>The process it lives in.</summary>
    public required int Pid { get; init; }

    /// <summary>Its version, three numbers.</summary>
    public required string Version { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its state directory, absolute.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The profiles directory it follows, absolute; <c>null</c> when it follows none.</summary>
    public string? ProfilesDirectory { get; init; }
}

/// <summary>How a service ended; code and signal are both <c>null</c> where nobody could say.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Signal">The name of the signal that ended it, for example <c>SIGSEGV</c>.</param>
public sealed record ExitReport(DateTimeOffset At, int? Code, string? Signal);

/// <summary>The answer to <c>start</c>, <c>stop</c> and the like: what came of each.</summary>
internal sealed record RequestReports(IReadOnlyList<RequestReport> Profiles);

/// <summary>What came of a request for one profile.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="State">Its state then; <c>null</c> when it was removed meanwhile.</param>
/// <param name="Pid">The pid of the service then; <c>null</c> when there was none.</param>
/// <param name="Problem">Why the request was not carried out, as a sentence; <c>null</c> when it was.</param>
public sealed record RequestReport(
    string Name,
    [property: JsonConverter(typeof(KebabEnumConverter<ProfileState>))] ProfileState? State,
    int? Pid,
    string? Problem);

/// <summary>Why a profile is in its state, and what happens next.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="State">Its state.</param>
/// <param name="Sentences">The explanation.</param>
/// <param name="Recent">What the log said of it last, oldest first, whatever the log's level.</param>
public sealed record ExplainReport(
    string Name,
    [property: JsonConverter(typeof(KebabEnumConverter<ProfileState>))] ProfileState State,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<LogReport> Recent);

/// <summary>A record of the log.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Level">Its level, as the log writes it: <c>FATAL</c>, <c>ERROR</c>, <c>WARN</c>, <c>INFO</c> or <c>DEBUG</c>.</param>
/// <param name="Message">The message.</param>
public sealed record LogReport(DateTimeOffset At, string Level, string Message);

/// <summary>The answer to <c>events</c>: all profiles as they are behind the event of that number; the later ones follow.</summary>
internal sealed record Snapshot(long Seq, IReadOnlyList<ProfileStatus> Profiles);
