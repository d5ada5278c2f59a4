using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>reload</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NamesParameters(IReadOnlyList<string>? Names = null);
