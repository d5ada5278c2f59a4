namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>The definitions of the stories.</summary>
internal static class Programs
{
    public static ProfileDefinition Foreground { get; } = new(Stage.Name) { Command = ["./run"], Restart = RestartPolicy.Always };

    public static ProfileDefinition Daemon { get; } = Foreground with { PidFile = "pid" };

    public static ProfileDefinition Changed(this ProfileDefinition definition) => definition with { Command = ["./run", "changed"] };

    public static ProfileDefinition NotRestarted(this ProfileDefinition definition) => definition with { Restart = RestartPolicy.Never };

    public static ProfileDefinition Down(this ProfileDefinition definition) => definition with { Down = true };

    public static ProfileDefinition Reloadable(this ProfileDefinition definition) => definition with { ReloadSignal = Signal.Hangup };

    /// <summary>A stage on which the program runs, as pid 100.</summary>
    public static Stage Running(ProfileDefinition definition)
    {
        var web = new Stage().Read(definition);
        if (definition.Down)
            web.Start();
        web.Launched(100);
        if (definition.Mode == ProfileMode.Daemon)
            web.LauncherEnded().Found(101);
        return web.Forget();
    }
}
