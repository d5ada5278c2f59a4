namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>ready</c>.</summary>
internal static class JsonReadyKeys
{
    public static readonly JsonKeys<JsonProfile> All = new JsonKeys<JsonProfile>("{ \"timeout\": \"60s\" }")
        .Key("timeout", (profile, setting) => profile.StartTimeout = setting.Duration())
        .NotYet("tcp", "unix", "http", "log", "file", "exec", "notify", "all", "any", "interval");
}
