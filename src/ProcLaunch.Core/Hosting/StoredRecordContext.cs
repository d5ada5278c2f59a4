using System.Text.Json.Serialization;

namespace ProcLaunch.Hosting;

[JsonSerializable(typeof(StoredRecord))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class StoredRecordContext : JsonSerializerContext;
