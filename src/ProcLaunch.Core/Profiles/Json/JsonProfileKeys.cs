namespace ProcLaunch.Profiles;

/// <summary>The keys of profile.json, each with what it does to the definition. The tables of nested objects are in files of their own.</summary>
internal static class JsonProfileKeys
{
    private const string CommandExample = "[\"redis-server\", \"--port\", \"6379\"]";

    public static readonly JsonKeys<JsonProfile> All = new JsonKeys<JsonProfile>("{ \"command\": [\"redis-server\"] }")
        .Key("$schema", (_, setting) => setting.Text("\"profile.schema.json\""))
        .Key("command", (profile, setting) => profile.Definition = profile.Definition with { Command = JsonCommand.Read(setting, CommandExample) ?? [] })
        .Key("workingDirectory", (profile, setting) => profile.Definition = profile.Definition with { WorkingDirectory = setting.NonEmptyText("\".\"") })
        .Key("environment", (profile, setting) => profile.Definition = profile.Definition with { Environment = JsonEnvironment.Read(setting) })
        .Key("environmentFiles", (profile, setting) => profile.Definition = profile.Definition with { EnvironmentFiles = JsonPaths.Read(setting, "\".env\"") })
        .Key("umask", (profile, setting) => profile.Definition = profile.Definition with { Umask = JsonUmask.Read(setting) })
        .Key("user", (profile, setting) => profile.ReadUser(setting))
        .Key("nice", (profile, setting) => profile.Definition = profile.Definition with { Nice = setting.WholeNumber(-20, 19) })
        .Key("limits", (profile, setting) => profile.Definition = profile.Definition with { Limits = JsonLimitKeys.Read(setting) })
        .Key("restart", (profile, setting) => profile.Restart = JsonRestartKeys.Read(setting))
        .Key("stop", (profile, setting) => profile.Definition = profile.Definition with { Stop = JsonStopKeys.Read(setting) })
        .Key("ready", (profile, setting) => JsonReadyKeys.Read(setting, profile))
        .Key("health", (profile, setting) => profile.Definition = profile.Definition with { Health = JsonHealthKeys.Read(setting) })
        .Key("log", (profile, setting) => profile.Definition = profile.Definition with { Log = JsonLogKeys.Read(setting) })
        .Key("watch", (profile, setting) => profile.Definition = profile.Definition with { Watch = JsonPaths.Read(setting, "\"app.dll\"") })
        .Key("dependsOn", (profile, setting) => profile.Definition = profile.Definition with { DependsOn = JsonDependencies.Read(setting) })
        .Key("essential", (profile, setting) => profile.Definition = profile.Definition with { Essential = setting.Flag() ?? false });
}
