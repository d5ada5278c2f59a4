using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>signal</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SignalParameters(string? Signal = null, IReadOnlyList<string>? Names = null);
