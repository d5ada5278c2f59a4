using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>start</c>, <c>stop</c> and <c>restart</c> take: names or all, and how long to wait; null: not at all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProfilesParameters(IReadOnlyList<string>? Names = null, bool All = false, double? WaitSeconds = null);
