using System.Text;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>
/// Reads JSON with comments and trailing commas into values that know their place. (JsonDocument forgets places, and
/// deserializers stop at the first thing they do not like.)
/// </summary>
internal ref struct JsonText
{
    private readonly ReadOnlySpan<byte> text;
    private Utf8JsonReader reader;

    // How far places have been counted.
    private int position;
    private int lineStart;
    private int line;
    private int column;

    private JsonText(ReadOnlySpan<byte> text)
    {
        this.text = text;
        reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
    }

    /// <param name="text">Valid UTF-8.</param>
    /// <returns>The one value of the text; null when it is no JSON, which is noted.</returns>
    public static JsonValue? Read(ReadOnlySpan<byte> text, JsonProblems problems)
    {
        if (text.Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Add(new JsonPlace(1, 1), "empty", "write { }, or remove the file");
            return null;
        }
        var json = new JsonText(text);
        try
        {
            json.reader.Read();
            var value = json.Value();
            json.reader.Read(); // refuses what follows
            return value;
        }
        catch (JsonException e)
        {
            problems.Add(PlaceOf(e, text), $"not valid JSON: {Words(e)}");
            return null;
        }
    }

    private JsonValue Value()
    {
        var place = Place();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<JsonMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var namePlace = Place();
                    var name = Content();
                    reader.Read();
                    members.Add(new JsonMember(name, namePlace, Value()));
                }
                return new JsonValue(place, JsonValueKind.Object, "", [], members);
            case JsonTokenType.StartArray:
                var items = new List<JsonValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value());
                return new JsonValue(place, JsonValueKind.Array, "", items, []);
            case JsonTokenType.String:
                return new JsonValue(place, JsonValueKind.String, Content(), [], []);
            case JsonTokenType.Number:
                return new JsonValue(place, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), [], []);
            default:
                var kind = reader.TokenType switch
                {
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                return new JsonValue(place, kind, "", [], []);
        }
    }

    private readonly string Content()
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("half of a surrogate pair", null, line, reader.TokenStartIndex - lineStart);
        }
    }

    // Goes on from the place before: counting from the start each time would take hours for a hostile file.
    private JsonPlace Place()
    {
        var start = (int)reader.TokenStartIndex;
        var between = text[position..start];
        var newLines = between.Count((byte)'\n');
        if (newLines > 0)
        {
            line += newLines;
            lineStart = position + between.LastIndexOf((byte)'\n') + 1;
            column = 0;
            between = text[lineStart..start];
        }
        column += Encoding.UTF8.GetCharCount(between);
        position = start;
        return new JsonPlace(line + 1, column + 1);
    }

    // The exception counts from 0, and bytes.
    private static JsonPlace PlaceOf(JsonException e, ReadOnlySpan<byte> text)
    {
        var line = (int)(e.LineNumber ?? 0);
        for (var i = 0; i < line; i++)
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        var bytes = (int)Math.Min(e.BytePositionInLine ?? 0, text.Length);
        return new JsonPlace(line + 1, Encoding.UTF8.GetCharCount(text[..bytes]) + 1);
    }

    private static string Words(JsonException e)
    {
        var message = e.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Quoted.Sentence((place < 0 ? message : message[..place]).TrimEnd('.', ' '));
    }
}
