namespace ProcLaunch.Profiles;

/// <summary>One name and value of a JSON object; the place is that of the name.</summary>
internal sealed record JsonMember(string Name, JsonPlace Place, JsonValue Value);
