using System.Text.Json.Nodes;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>One key as the JSON Schema describes it.</summary>
/// <param name="Path">For example <c>restart.maxDelay</c>.</param>
/// <param name="Forms">What its value may be, one of these; references are resolved.</param>
internal sealed record SchemaKey(string Path, JsonObject Described, IReadOnlyList<JsonObject> Forms)
{
    public string? Description => Described["description"]?.GetValue<string>();

    public JsonNode? Default => Described["default"];

    public IEnumerable<string> Types => Forms.SelectMany(form => form["type"] is JsonArray types ? types.Select(Text) : [Text(form["type"])]);

    /// <summary>Values that are said to be right, as JSON.</summary>
    public IEnumerable<string> Right
    {
        get
        {
            if (Default is { } value)
                yield return value.ToJsonString();
            foreach (var example in All("examples").Concat(All("enum")))
                yield return example;
            foreach (var bound in Bounds)
                yield return bound.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Values that are said to be wrong, as JSON.</summary>
    public IEnumerable<string> Wrong
    {
        get
        {
            foreach (var (value, type) in OfEachType.Where(sample => !Types.Contains(sample.Type)))
                yield return value;
            foreach (var bound in Bounds)
                yield return (bound.Value + bound.Outwards).ToString(System.Globalization.CultureInfo.InvariantCulture);
            foreach (var form in Forms)
            {
                if (form["enum"] is not null || form["pattern"] is not null || form["minLength"] is not null)
                    yield return "\"\"";
                if (form["enum"] is not null || form["pattern"] is not null)
                    yield return "\"no such word\"";
                if (form["minItems"] is not null)
                    yield return "[]";
                if (form["items"] is not null)
                    yield return "[1]";
                if (form["maxItems"] is { } most)
                    yield return $"[{string.Join(',', Enumerable.Repeat("\"x\"", most.GetValue<int>() + 1))}]";
                if (form["additionalProperties"] is not null)
                    yield return """{"no=such": 1}""";
            }
        }
    }

    public IEnumerable<string> Patterns => Forms.Select(form => form["pattern"]).OfType<JsonNode>().Select(pattern => pattern.GetValue<string>());

    private static (string Value, string Type)[] OfEachType =>
        [("\"x\"", "string"), ("1.5", "number"), ("3", "integer"), ("true", "boolean"), ("[]", "array"), ("{}", "object"), ("null", "null")];

    private IEnumerable<(long Value, int Outwards)> Bounds => Forms.SelectMany(form => new[] { (form["minimum"], -1), (form["maximum"], 1) })
        .Where(bound => bound.Item1 is not null).Select(bound => (bound.Item1!.GetValue<long>(), bound.Item2));

    private IEnumerable<string> All(string list) =>
        Forms.Append(Described).Select(form => form[list]).OfType<JsonArray>().SelectMany(items => items).Select(item => item!.ToJsonString());

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
