using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Brings profiles up.</summary>
internal sealed class StartCommand : WaitingCommand
{
    public StartCommand()
        : base("start", "Starts profiles and waits until they are running.")
    {
    }

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
