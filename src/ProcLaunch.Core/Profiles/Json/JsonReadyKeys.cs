namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>ready</c>.</summary>
internal static class JsonReadyKeys
{
    private static readonly JsonKeys<JsonCheck> All = JsonCheck.AddKinds(new JsonKeys<JsonCheck>(JsonCheck.Example)
        .Key("timeout", (check, setting) => check.Timeout = setting.Duration())
        .Key("interval", (check, setting) => check.Interval = setting.Duration()));

    public static IEnumerable<string> Known => All.Known;

    public static void Read(JsonSetting setting, JsonProfile profile)
    {
        var check = new JsonCheck();
        All.Read(setting, check);
        profile.Definition = profile.Definition with
        {
            Ready = check.Check,
            StartTimeout = check.Timeout ?? profile.Definition.StartTimeout,
            ReadyInterval = check.Interval ?? profile.Definition.ReadyInterval,
        };
    }
}
