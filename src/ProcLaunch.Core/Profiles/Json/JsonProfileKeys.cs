namespace ProcLaunch.Profiles;

/// <summary>The keys of profile.json. The tables of nested objects are in files of their own.</summary>
internal static class JsonProfileKeys
{
    private const string CommandExample = "[\"redis-server\", \"--port\", \"6379\"]";

    public static readonly JsonKeys<JsonProfile> All = new JsonKeys<JsonProfile>("{ \"command\": [\"redis-server\"] }")
        .Key("$schema", (_, setting) => setting.Text("\"profile.schema.json\""))
        .Key("command", (profile, setting) => profile.Command = JsonCommand.Read(setting, CommandExample))
        .Key("workingDirectory", (profile, setting) => profile.WorkingDirectory = setting.NonEmptyText("\".\""))
        .Key("environment", (profile, setting) => profile.Environment = JsonEnvironment.Read(setting))
        .Key("environmentFiles", (profile, setting) => profile.EnvironmentFiles = JsonPaths.Read(setting, "\".env\""))
        .Key("umask", (profile, setting) => profile.Umask = JsonUmask.Read(setting))
        .Key("user", (profile, setting) => profile.ReadUser(setting))
        .Key("nice", (profile, setting) => profile.Nice = setting.WholeNumber(-20, 19))
        .Key("limits", (profile, setting) => JsonLimitKeys.All.Read(setting, profile))
        .Key("restart", (profile, setting) => profile.Restart = JsonRestartKeys.Read(setting))
        .Key("stop", (profile, setting) => JsonStopKeys.All.Read(setting, profile))
        .Key("ready", (profile, setting) => JsonReadyKeys.Read(setting, profile))
        .Key("health", (profile, setting) => profile.Health = JsonHealthKeys.Read(setting))
        .Key("log", (profile, setting) => JsonLogKeys.All.Read(setting, profile))
        .Key("watch", (profile, setting) => profile.Watch = JsonPaths.Read(setting, "\"app.dll\""))
        .Key("dependsOn", (profile, setting) => profile.DependsOn = JsonDependencies.Read(setting))
        .Key("essential", (profile, setting) => profile.Essential = setting.Flag() ?? false);
}
