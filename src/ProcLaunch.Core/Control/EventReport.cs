using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>An event as it goes over the socket and as <c>proclaunch events --json</c> prints it.</summary>
internal sealed record EventReport
{
    private static readonly HashSet<string> Kinds = [.. Enum.GetNames<SupervisorEventKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Profile { get; init; }

    [JsonConverter(typeof(KebabEnumConverter<SupervisorEventKind>))]
    public required SupervisorEventKind Event { get; init; }

    public int? Pid { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }

    public static EventReport Of(SupervisorEvent happened) => new()
    {
        Seq = happened.Number,
        At = happened.At,
        Profile = happened.Profile,
        Event = happened.Kind,
        Pid = happened.Pid,
        Code = happened.Exit?.Code,
        Signal = happened.Exit?.Signal?.Name,
        Problem = happened.Problem,
    };

    /// <summary>Whether this is one of the events that this version knows.</summary>
    public static bool IsKnown(JsonElement happened) => Kinds.Contains(happened.GetProperty("event").GetString() ?? "");

    public SupervisorEvent ToEvent() => new()
    {
        Number = Seq,
        At = At,
        Profile = Profile,
        Kind = Event,
        Pid = Pid,
        Exit = Code is { } code ? ExitStatus.Exited(code)
            : ProcLaunch.Signal.TryParse(Signal, out var signal) ? ExitStatus.Signaled(signal)
            : Event == SupervisorEventKind.Died && Problem is null ? ExitStatus.Unknown
            : null,
        Problem = Problem,
    };
}
