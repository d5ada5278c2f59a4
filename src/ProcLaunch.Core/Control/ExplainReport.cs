using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

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
