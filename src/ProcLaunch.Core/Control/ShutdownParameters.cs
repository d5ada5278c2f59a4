using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What <c>shutdown</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShutdownParameters(bool Leave = false);
