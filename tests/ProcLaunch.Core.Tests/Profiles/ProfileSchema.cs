using System.Text.Json.Nodes;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>The JSON Schema of profile.json that is shipped: its keys, those of nested objects included.</summary>
internal sealed class ProfileSchema
{
    private readonly JsonObject root = JsonNode.Parse(File.ReadAllText(Repository.Path("src/ProcLaunch.Core/profile.schema.json")))!.AsObject();

    public IEnumerable<SchemaKey> Keys => KeysOf(root, "");

    public JsonObject Root => root;

    private IEnumerable<SchemaKey> KeysOf(JsonObject parent, string path)
    {
        foreach (var (name, value) in parent["properties"]?.AsObject() ?? [])
        {
            var described = Resolve(value!.AsObject());
            JsonObject[] forms = described["anyOf"] is JsonArray several ? [.. several.Select(form => Resolve(form!.AsObject()))] : [described];
            yield return new SchemaKey(path + name, described, forms);
            foreach (var key in forms.SelectMany(form => KeysOf(form, $"{path}{name}.")))
                yield return key;
        }
    }

    /// <summary>What is written beside a reference wins over what it leads to.</summary>
    private JsonObject Resolve(JsonObject schema)
    {
        if (schema["$ref"] is not { } reference)
            return schema;
        var resolved = root["$defs"]![reference.GetValue<string>()["#/$defs/".Length..]]!.DeepClone().AsObject();
        foreach (var (name, value) in schema.Where(member => member.Key != "$ref"))
            resolved[name] = value!.DeepClone();
        return resolved;
    }
}
