namespace ProcLaunch.Cli.Commands;

/// <summary>All commands, in the order in which help and manual show them.</summary>
internal static class ProgramCommands
{
    public static IReadOnlyList<ProgramCommand> All() =>
    [
        new StatusCommand(),
        new StartCommand(),
        new StopCommand(),
        new RestartCommand(),
        new ReloadCommand(),
        new SignalCommand(),
        new LogsCommand(),
        new EventsCommand(),
        new ExplainCommand(),
        new RescanCommand(),
        new ShutdownCommand(),
        new CheckCommand(),
    ];
}
