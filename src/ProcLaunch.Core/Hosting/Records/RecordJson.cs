using System.Text.Json.Serialization;

namespace ProcLaunch.Hosting;

[JsonSerializable(typeof(RecordFile))]
[JsonSerializable(typeof(KeptDefinition))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(DefinitionConverter), typeof(CheckConverter), typeof(SignalConverter)])]
internal sealed partial class RecordJson : JsonSerializerContext;
