using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProcLaunch.Control;

/// <summary>The messages of JSON-RPC 2.0 as lines.</summary>
internal static class Messages
{
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("2.0");

    public static ReadOnlyMemory<byte> Request(long id, string method, object parameters, JsonTypeInfo type) => Line(writer =>
    {
        writer.WriteNumber("id", id);
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, parameters, type);
    });

    /// <param name="id">As it was given; nothing where it could not be read.</param>
    public static ReadOnlyMemory<byte> Result(JsonElement id, object value, JsonTypeInfo type) => Line(writer =>
    {
        WriteId(writer, id);
        writer.WritePropertyName("result");
        JsonSerializer.Serialize(writer, value, type);
    });

    /// <inheritdoc cref="Result"/>
    public static ReadOnlyMemory<byte> Error(JsonElement id, int code, string message) => Line(writer =>
    {
        WriteId(writer, id);
        writer.WriteStartObject("error");
        writer.WriteNumber("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> Event(SupervisorEvent happened) => Line(writer =>
    {
        writer.WriteString("method", "event");
        writer.WritePropertyName("params");
        JsonSerializer.Serialize(writer, EventReport.Of(happened), PlainJson.Types.EventReport);
    });

    /// <summary>No more events will follow, because the supervisor has ended.</summary>
    public static ReadOnlyMemory<byte> End() => Line(writer => writer.WriteString("method", "end"));

    /// <summary>Several answers as the one answer to a batch.</summary>
    public static ReadOnlyMemory<byte> Batch(IEnumerable<ReadOnlyMemory<byte>> answers)
    {
        var line = new ArrayBufferWriter<byte>();
        var separator = "["u8;
        foreach (var answer in answers)
        {
            line.Write(separator);
            line.Write(answer.Span[..^1]);
            separator = ","u8;
        }
        line.Write("]\n"u8);
        return line.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, PlainJson.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, Version);
            write(writer);
            writer.WriteEndObject();
        }
        line.Write("\n"u8);
        return line.WrittenMemory;
    }

    private static void WriteId(Utf8JsonWriter writer, JsonElement id)
    {
        writer.WritePropertyName("id");
        if (id.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(id), skipInputValidation: true);
    }
}
