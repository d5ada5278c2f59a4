using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

// What the methods take, a record each: they are read together, as a page of the protocol.

/// <summary>No parameters.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NoParameters;

/// <summary>What <c>status</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StatusParameters(IReadOnlyList<string>? Names = null, bool Usage = true);

/// <summary>What <c>start</c>, <c>stop</c> and <c>restart</c> take: names or all, and how long to wait; null: not at all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProfilesParameters(IReadOnlyList<string>? Names = null, bool All = false, double? WaitSeconds = null);

/// <summary>What <c>reload</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NamesParameters(IReadOnlyList<string>? Names = null);

/// <summary>What <c>signal</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SignalParameters(string? Signal = null, IReadOnlyList<string>? Names = null);

/// <summary>What <c>explain</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExplainParameters(string? Name = null);

/// <summary>What <c>shutdown</c> takes.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ShutdownParameters(bool Leave = false);
