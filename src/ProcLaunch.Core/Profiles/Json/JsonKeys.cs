namespace ProcLaunch.Profiles;

/// <summary>The keys that an object may have, and what each of them does to what is read; all others are errors.</summary>
internal sealed class JsonKeys<T>(string example)
{
    private readonly Dictionary<string, Action<T, JsonSetting>> readers = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were declared.</summary>
    public IEnumerable<string> Known => readers.Keys;

    public JsonKeys<T> Key(string name, Action<T, JsonSetting> read)
    {
        readers.Add(name, read);
        return this;
    }

    public void Read(JsonSetting setting, T into)
    {
        foreach (var member in setting.Members(example) ?? [])
        {
            var child = setting.Child(member);
            if (readers.TryGetValue(member.Name, out var read))
                read(into, child);
            else
                setting.Problems.Add(member.Place, Unknown(setting, member), setting.Problems.Full ? null : Suggestion(member.Name));
        }
    }

    private static string Unknown(JsonSetting setting, JsonMember member) =>
        $"unknown key {Quoted.Text(member.Name)}{(setting.Name.Length == 0 ? "" : $" in {setting.Name}")}";

    private string Suggestion(string name) => NearestKey.To(name, readers.Keys) is { } nearest
        ? $"did you mean \"{nearest}\"?"
        : $"known here are {string.Join(", ", readers.Keys.Where(key => key[0] != '$'))}";
}
