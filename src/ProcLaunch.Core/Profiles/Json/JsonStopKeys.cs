namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>stop</c>.</summary>
internal static class JsonStopKeys
{
    public static readonly JsonKeys<JsonProfile> All = new JsonKeys<JsonProfile>("{ \"signal\": \"SIGTERM\", \"timeout\": \"10s\" }")
        .Key("signal", (profile, setting) => profile.Stop = profile.Stop with { Signal = setting.Signal() ?? profile.Stop.Signal })
        .Key("timeout", (profile, setting) => profile.Stop = profile.Stop with { Timeout = setting.Duration() ?? profile.Stop.Timeout })
        .Key("scope", (profile, setting) => profile.Stop = profile.Stop with
        {
            Scope = setting.Word(("group", StopScope.Group), ("process", StopScope.Process)) ?? profile.Stop.Scope,
        });
}
