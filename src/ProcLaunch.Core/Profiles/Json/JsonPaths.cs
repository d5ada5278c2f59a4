namespace ProcLaunch.Profiles;

/// <summary>An array of paths, as written.</summary>
internal static class JsonPaths
{
    // Each is looked at at every scan.
    private const int Most = 100;

    public static IReadOnlyList<string> Read(JsonSetting setting, string example)
    {
        var items = setting.Items($"[{example}]")?.ToArray() ?? [];
        if (items.Length > Most)
            setting.Wrong<string>($"has {items.Length} paths, more than {Most}", "name fewer");
        return items.Take(Most).Select(item => item.NonEmptyText(example)).OfType<string>().ToArray();
    }
}
