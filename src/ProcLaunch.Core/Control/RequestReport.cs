using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What came of an order for one profile.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="State">Its state then; <c>null</c> when it was removed meanwhile.</param>
/// <param name="Pid">The pid of the service then; <c>null</c> when there was none.</param>
/// <param name="Problem">Why the order was not carried out, as a sentence; <c>null</c> when it was.</param>
public sealed record RequestReport(
    string Name,
    [property: JsonConverter(typeof(KebabEnumConverter<ProfileState>))] ProfileState? State,
    int? Pid,
    string? Problem);
