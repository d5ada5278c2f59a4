using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>No parameters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NoParameters;
