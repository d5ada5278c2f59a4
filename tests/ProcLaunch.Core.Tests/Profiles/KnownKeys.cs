using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>The keys that the reader of profile.json knows.</summary>
internal static class KnownKeys
{
    private static readonly (string Table, string Object, IEnumerable<string> Keys)[] Tables =
    [
        (nameof(JsonProfileKeys), "", JsonProfileKeys.All.Known),
        (nameof(JsonLimitKeys), "limits.", JsonLimitKeys.Known),
        (nameof(JsonRestartKeys), "restart.", JsonRestartKeys.Known),
        (nameof(JsonStopKeys), "stop.", JsonStopKeys.Known),
        (nameof(JsonReadyKeys), "ready.", JsonReadyKeys.Known),
        (nameof(JsonHealthKeys), "health.", JsonHealthKeys.Known),
        (nameof(JsonLogKeys), "log.", JsonLogKeys.Known),
    ];

    public static IEnumerable<string> All => Tables.SelectMany(table => table.Keys.Select(key => table.Object + key));

    public static IEnumerable<string> NamesOfTables => Tables.Select(table => table.Table);
}
