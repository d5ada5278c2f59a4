using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A check as it stands in <c>profile.json</c>: written for records, and read back by what reads profile.json.</summary>
internal static class CheckJson
{
    private static readonly JsonKeys<JsonCheck> Kinds = JsonCheck.AddKinds(new JsonKeys<JsonCheck>(JsonCheck.Example));

    /// <exception cref="NotSupportedException">It cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ReadyWhen check)
    {
        json.WriteStartObject();
        check.Write(json);
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is no check.</exception>
    public static ReadyWhen Read(ReadOnlySpan<byte> text)
    {
        var problems = new JsonProblems();
        var draft = new JsonCheck();
        if (JsonText.Read(text, problems) is { } value)
            Kinds.Read(new JsonSetting("", value, problems), draft);
        return problems.All.FirstOrDefault() is { } problem ? throw new JsonException(problem.ToString())
            : draft.Check ?? throw new JsonException("there is no check");
    }
}
