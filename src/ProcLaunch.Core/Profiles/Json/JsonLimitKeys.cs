using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>limits</c>.</summary>
internal static class JsonLimitKeys
{
    private const string Unlimited = "unlimited";

    private static readonly JsonKeys<JsonDraft<ProcessLimits>> All = new JsonKeys<JsonDraft<ProcessLimits>>("{ \"openFiles\": 4096, \"core\": 0 }")
        .Key("openFiles", (draft, setting) => draft.Value = draft.Value with { OpenFiles = OpenFiles(setting) })
        .Key("processes", (draft, setting) => draft.Value = draft.Value with { Processes = Count(setting) })
        .Key("core", (draft, setting) => draft.Value = draft.Value with { Core = Size(setting) })
        .Key("fileSize", (draft, setting) => draft.Value = draft.Value with { FileSize = Size(setting) })
        .Key("addressSpace", (draft, setting) => draft.Value = draft.Value with { AddressSpace = Size(setting) });

    public static IEnumerable<string> Known => All.Known;

    public static ProcessLimits Read(JsonSetting setting)
    {
        var draft = new JsonDraft<ProcessLimits>(ProcessLimits.None);
        All.Read(setting, draft);
        return draft.Value;
    }

    // The kernel refuses more than fs.nr_open, from root too.
    private static ulong? OpenFiles(JsonSetting setting) => IsUnlimited(setting)
        ? setting.Wrong<ulong?>("cannot be \"unlimited\" on Linux", "write a number, at most that in /proc/sys/fs/nr_open")
        : setting.WholeNumber(0) is { } count ? (ulong)count : null;

    private static ulong? Count(JsonSetting setting)
    {
        if (IsUnlimited(setting))
            return ulong.MaxValue;
        if (setting.Value.Kind != JsonValueKind.Number)
            return setting.MustBe<ulong?>("a number or \"unlimited\"", "100");
        return setting.WholeNumber(0) is { } count ? (ulong)count : null;
    }

    private static ulong? Size(JsonSetting setting)
    {
        if (IsUnlimited(setting))
            return ulong.MaxValue;
        if (setting.Value.Kind is not (JsonValueKind.String or JsonValueKind.Number))
            return setting.MustBe<ulong?>("a size or \"unlimited\"", "\"1GiB\"");
        return setting.Size() is { } size ? (ulong)size : null;
    }

    private static bool IsUnlimited(JsonSetting setting) => setting.Value is { Kind: JsonValueKind.String, Text: Unlimited };
}
