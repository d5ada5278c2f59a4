using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcLaunch.Hosting;

/// <summary>A signal as its number.</summary>
internal sealed class SignalConverter : JsonConverter<Signal>
{
    public override Signal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Signal value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
}
