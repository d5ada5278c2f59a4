using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A program and its arguments, as written.</summary>
internal static class JsonCommand
{
    public static IReadOnlyList<string>? Read(JsonSetting setting, string example)
    {
        if (setting.Value.Kind == JsonValueKind.String)
            return setting.MustBe<IReadOnlyList<string>>("an array (no shell takes it apart)", example);
        if (setting.Items(example)?.ToArray() is not { } items)
            return null;
        if (items.Length == 0)
            return setting.Wrong<IReadOnlyList<string>>("is empty", $"write for example {example}");
        return items.Select((item, index) => (index == 0 ? item.NonEmptyText("\"redis-server\"") : item.Text("\"6379\"")) ?? "").ToArray();
    }
}
