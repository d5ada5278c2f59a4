using System.Text.Encodings.Web;
using System.Text.Json;

namespace ProcLaunch.Control;

/// <summary>JSON for people too: a quote in a sentence is no \u0027. What could end a line is escaped in any case.</summary>
internal static class PlainJson
{
    public static ControlJson Types { get; } = new(new JsonSerializerOptions(ControlJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static JsonWriterOptions Writer { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
