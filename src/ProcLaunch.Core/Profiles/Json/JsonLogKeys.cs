namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>log</c>.</summary>
internal static class JsonLogKeys
{
    // Smaller than a pipe's write, a file would be turned over at every other line.
    private const long SmallestFile = 4 << 10;

    private const int MostFiles = 1000;

    private static readonly JsonKeys<JsonDraft<LogSettings>> All = new JsonKeys<JsonDraft<LogSettings>>("{ \"maxSize\": \"10MiB\", \"maxFiles\": 5 }")
        .Key("maxSize", (draft, setting) => draft.Value = draft.Value with { MaxSize = MaxSize(setting) ?? draft.Value.MaxSize })
        .Key("maxFiles", (draft, setting) => draft.Value = draft.Value with { MaxFiles = setting.WholeNumber(0, MostFiles) ?? draft.Value.MaxFiles })
        .Key("timestamps", (draft, setting) => draft.Value = draft.Value with { Timestamps = setting.Flag() ?? draft.Value.Timestamps });

    public static IEnumerable<string> Known => All.Known;

    public static LogSettings Read(JsonSetting setting)
    {
        var draft = new JsonDraft<LogSettings>(LogSettings.Default);
        All.Read(setting, draft);
        return draft.Value;
    }

    private static long? MaxSize(JsonSetting setting) => setting.Size() is not { } size ? null
        : size >= SmallestFile ? size
        : setting.Wrong<long?>($"must be at least 4KiB, not {setting.Value.Described}", ByteSize.WhatToWrite);
}
