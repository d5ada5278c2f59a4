namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>log</c>.</summary>
internal static class JsonLogKeys
{
    // Smaller than a pipe's write, a file would be turned over at every other line.
    private const long SmallestFile = 4 << 10;

    private const int MostFiles = 1000;

    public static readonly JsonKeys<JsonProfile> All = new JsonKeys<JsonProfile>("{ \"maxSize\": \"10MiB\", \"maxFiles\": 5 }")
        .Key("maxSize", (profile, setting) => profile.Log = profile.Log with { MaxSize = MaxSize(setting) ?? profile.Log.MaxSize })
        .Key("maxFiles", (profile, setting) => profile.Log = profile.Log with { MaxFiles = setting.WholeNumber(0, MostFiles) ?? profile.Log.MaxFiles })
        .Key("timestamps", (profile, setting) => profile.Log = profile.Log with { Timestamps = setting.Flag() ?? profile.Log.Timestamps });

    private static long? MaxSize(JsonSetting setting) => setting.Size() is not { } size ? null
        : size >= SmallestFile ? size
        : setting.Wrong<long?>($"must be at least 4KiB, not {setting.Value.Described}", ByteSize.WhatToWrite);
}
