using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcLaunch.Hosting;

/// <summary>A definition in a record: what <see cref="KeptDefinition"/> keeps of it.</summary>
internal sealed class DefinitionConverter : JsonConverter<ProfileDefinition>
{
    public override ProfileDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (JsonSerializer.Deserialize(ref reader, RecordJson.Default.KeptDefinition) ?? throw new JsonException("there is no definition")).Restore();

    public override void Write(Utf8JsonWriter writer, ProfileDefinition value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, KeptDefinition.Of(value), RecordJson.Default.KeptDefinition);
}
