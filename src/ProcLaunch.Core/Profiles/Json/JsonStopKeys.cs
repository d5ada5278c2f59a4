namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>stop</c>.</summary>
internal static class JsonStopKeys
{
    private static readonly JsonKeys<JsonDraft<StopSettings>> All = new JsonKeys<JsonDraft<StopSettings>>("{ \"signal\": \"SIGTERM\", \"timeout\": \"10s\" }")
        .Key("signal", (draft, setting) => draft.Value = draft.Value with { Signal = setting.Signal() ?? draft.Value.Signal })
        .Key("timeout", (draft, setting) => draft.Value = draft.Value with { Timeout = setting.Duration() ?? draft.Value.Timeout })
        .Key("scope", (draft, setting) => draft.Value = draft.Value with
        {
            Scope = setting.Word(("group", StopScope.Group), ("process", StopScope.Process)) ?? draft.Value.Scope,
        });

    public static IEnumerable<string> Known => All.Known;

    public static StopSettings Read(JsonSetting setting)
    {
        var draft = new JsonDraft<StopSettings>(StopSettings.Default);
        All.Read(setting, draft);
        return draft.Value;
    }
}
