using System.Text.Json;
using System.Text.Json.Serialization;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Checks in a record have the shape of profile.json, and are read by the same reader.</summary>
internal sealed class CheckConverter : JsonConverter<ReadyWhen>
{
    public override ReadyWhen Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return CheckJson.Read(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, ReadyWhen value, JsonSerializerOptions options) => CheckJson.Write(writer, value);
}
