namespace ProcLaunch.Profiles;

/// <summary>The keys that an object may have, and what each of them does to what is read; all others are errors.</summary>
internal sealed class JsonKeys<T>(string example)
{
    private readonly Dictionary<string, Action<T, JsonSetting>> readers = new(StringComparer.Ordinal);
    private readonly HashSet<string> notYet = new(StringComparer.Ordinal);

    /// <summary>Those that this version reads, in the order in which they were declared.</summary>
    public IEnumerable<string> Known => readers.Keys;

    public JsonKeys<T> Key(string name, Action<T, JsonSetting> read)
    {
        readers.Add(name, read);
        return this;
    }

    /// <summary>Keys of the format that this version cannot honour: ignoring them silently would be a lie.</summary>
    public JsonKeys<T> NotYet(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            notYet.Add(name);
        return this;
    }

    public void Read(JsonSetting setting, T into)
    {
        foreach (var member in setting.Members(example) ?? [])
        {
            var child = setting.Child(member);
            if (readers.TryGetValue(member.Name, out var read))
                read(into, child);
            else if (notYet.Contains(member.Name))
                setting.Problems.Add(member.Place, $"{child.Name} is not supported by this version", "take it out");
            else
                setting.Problems.Add(member.Place, Unknown(setting, member), setting.Problems.Full ? null : Suggestion(member.Name));
        }
    }

    private static string Unknown(JsonSetting setting, JsonMember member) =>
        $"unknown key {Quoted.Text(member.Name)}{(setting.Name.Length == 0 ? "" : $" in {setting.Name}")}";

    private string Suggestion(string name) => NearestKey.To(name, readers.Keys.Concat(notYet)) is { } nearest
        ? $"did you mean \"{nearest}\"?"
        : $"known here are {string.Join(", ", readers.Keys.Where(key => key[0] != '$'))}";
}
