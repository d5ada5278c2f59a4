using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>No parameters; and the answer of methods that have nothing to say but that it is done.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Nothing;
