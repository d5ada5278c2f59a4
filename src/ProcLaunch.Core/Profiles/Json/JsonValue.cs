using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A JSON value that knows where it was written.</summary>
/// <param name="Text">A string's content, a number as written; empty for the other kinds.</param>
/// <param name="Items">An array's items; empty for the other kinds.</param>
/// <param name="Members">An object's members in order, also those of the same name; empty for the other kinds.</param>
internal sealed record JsonValue(
    JsonPlace Place, JsonValueKind Kind, string Text, IReadOnlyList<JsonValue> Items, IReadOnlyList<JsonMember> Members)
{
    /// <summary>The member that a path of names leads to, or null.</summary>
    public JsonMember? Find(params ReadOnlySpan<string> path)
    {
        JsonMember? found = null;
        foreach (var name in path)
        {
            found = (found?.Value ?? this).Members.FirstOrDefault(member => member.Name == name);
            if (found is null)
                return null;
        }
        return found;
    }

    /// <summary>What it is, in a message: <c>the number 10</c>.</summary>
    public string Described => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text {Quoted.Text(Text)}",
        JsonValueKind.Number => $"the number {(Text.Length > 20 ? Text[..20] + "…" : Text)}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
