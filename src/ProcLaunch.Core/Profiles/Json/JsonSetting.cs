using System.Globalization;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>
/// A value under the name a user knows it by (<c>restart.maxDelay</c>, empty for the whole file). Reads it as what it should
/// be; where it is something else, notes that and answers null.
/// </summary>
internal readonly record struct JsonSetting(string Name, JsonValue Value, JsonProblems Problems)
{
    private const string Nul = "contains a NUL character";

    public string? Text(string example)
    {
        if (Value.Kind != JsonValueKind.String)
            return MustBe<string>("text", example);
        return Value.Text.Contains('\0') ? Wrong<string>(Nul, "take it out") : Value.Text;
    }

    public string? NonEmptyText(string example) =>
        Text(example) is not { } text ? null : text.Length > 0 ? text : Wrong<string>("is empty", $"write for example {example}");

    public TimeSpan? Duration(bool zeroAllowed = false)
    {
        if (Value.Kind != JsonValueKind.String)
            return MustBe<TimeSpan?>("a duration", "\"10s\"");
        if (Profiles.Duration.Problem(Value.Text, out var duration) is { } problem)
            return Wrong<TimeSpan?>($"{problem}: {Quoted.Text(Value.Text)}", Profiles.Duration.WhatToWrite);
        return duration > TimeSpan.Zero || zeroAllowed ? duration : Wrong<TimeSpan?>("must be longer than 0", Profiles.Duration.WhatToWrite);
    }

    public int? WholeNumber(int smallest, int largest = int.MaxValue)
    {
        if (Value.Kind != JsonValueKind.Number)
            return MustBe<int?>("a number", "5");
        return int.TryParse(Value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : Wrong<int?>(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {smallest} to {largest}, not {Value.Described}"));
    }

    /// <summary>A size in bytes.</summary>
    public long? Size()
    {
        switch (Value.Kind)
        {
            case JsonValueKind.String:
                return ByteSize.Problem(Value.Text, out var size) is { } problem
                    ? Wrong<long?>($"{problem}: {Quoted.Text(Value.Text)}", ByteSize.WhatToWrite)
                    : size;
            case JsonValueKind.Number when Value.Text.AsSpan().ContainsAnyExceptInRange('0', '9'):
                return Wrong<long?>($"must be a whole number of bytes, not {Value.Described}", ByteSize.WhatToWrite);
            case JsonValueKind.Number:
                return long.TryParse(Value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes <= ByteSize.Largest
                    ? bytes
                    : Wrong<long?>($"{ByteSize.TooLarge}: {Value.Described}", ByteSize.WhatToWrite);
            default:
                return MustBe<long?>("a size", "\"10MiB\"");
        }
    }

    public bool? Flag() => Value.Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong<bool?>($"must be true or false, not {Value.Described}"),
    };

    public Signal? Signal()
    {
        if (Value.Kind is not (JsonValueKind.String or JsonValueKind.Number))
            return MustBe<Signal?>("a signal", "\"SIGTERM\"");
        return KnownSignal.Problem(Value.Text, out var signal) is { } problem ? Wrong<Signal?>($"is wrong: {problem}", KnownSignal.WhatToWrite) : signal;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(params ReadOnlySpan<(string Word, T Meaning)> words)
        where T : struct
    {
        var written = new List<string>();
        foreach (var (word, meaning) in words)
        {
            if (Value.Kind == JsonValueKind.String && Value.Text == word)
                return meaning;
            written.Add($"\"{word}\"");
        }
        return Wrong<T?>($"must be {string.Join(", ", written[..^1])} or {written[^1]}, not {Value.Described}");
    }

    public IEnumerable<JsonSetting>? Items(string example)
    {
        var self = this;
        return Value.Kind == JsonValueKind.Array
            ? Value.Items.Select((item, index) => self with { Name = string.Create(CultureInfo.InvariantCulture, $"{self.Name}[{index}]"), Value = item })
            : MustBe<IEnumerable<JsonSetting>>("an array", example);
    }

    /// <summary>The members of an object, each name once; repetitions are noted.</summary>
    public IEnumerable<JsonMember>? Members(string example)
    {
        if (Value.Kind != JsonValueKind.Object)
            return MustBe<IEnumerable<JsonMember>>("an object", example);
        var first = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        var distinct = new List<JsonMember>();
        foreach (var member in Value.Members)
        {
            if (first.TryAdd(member.Name, member))
                distinct.Add(member);
            else
            {
                var line = first[member.Name].Place.Line;
                Problems.Add(member.Place, $"{Child(member).Name} is given a second time; the first is on line {line}", "keep one of them");
            }
        }
        return distinct;
    }

    public JsonSetting Child(JsonMember member)
    {
        var quoted = Quoted.Text(member.Name);
        var name = quoted == $"\"{member.Name}\"" && member.Name.Length > 0 ? member.Name : quoted;
        return this with { Name = Name.Length == 0 ? name : $"{Name}.{name}", Value = member.Value };
    }

    public T? MustBe<T>(string kind, string example) =>
        Wrong<T>($"must be {kind}, not {Value.Described}", $"write for example {example}");

    public T? Wrong<T>(string what, string? whatToDo = null)
    {
        Problems.Add(Value.Place, Name.Length == 0 ? what : $"{Name} {what}", whatToDo);
        return default;
    }
}
