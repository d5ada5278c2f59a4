using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>explain</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExplainParameters(string? Name = null);
