namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>health</c>.</summary>
internal static class JsonHealthKeys
{
    private static readonly JsonKeys<JsonCheck> All = JsonCheck.AddKinds(new JsonKeys<JsonCheck>(JsonCheck.Example)
        .Key("interval", (check, setting) => check.Interval = setting.Duration())
        .Key("failures", (check, setting) => check.Failures = setting.WholeNumber(1))
        .Key("timeout", (check, setting) => check.Timeout = setting.Duration()));

    public static IEnumerable<string> Known => All.Known;

    public static HealthCheck? Read(JsonSetting setting)
    {
        var draft = new JsonCheck();
        All.Read(setting, draft);
        if (setting.Value.Kind != System.Text.Json.JsonValueKind.Object || draft.OneOf(setting) is not { } check)
            return null;
        if (check is DescriptorCheck)
            return setting.Wrong<HealthCheck>("cannot ask a descriptor, which tells only once", "write { \"notify\": \"systemd\" } for WATCHDOG=1");
        var health = new HealthCheck(check);
        return health with
        {
            Interval = draft.Interval ?? health.Interval,
            Failures = draft.Failures ?? health.Failures,
            Timeout = draft.Timeout ?? health.Timeout,
        };
    }
}
