using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Stops and starts profiles.</summary>
internal sealed class RestartCommand : WaitingCommand
{
    public RestartCommand()
        : base("restart", "Stops profiles, starts them again and waits until they are running.")
    {
    }

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
