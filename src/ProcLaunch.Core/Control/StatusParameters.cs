using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>status</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StatusParameters(IReadOnlyList<string>? Names = null, bool Usage = true);
