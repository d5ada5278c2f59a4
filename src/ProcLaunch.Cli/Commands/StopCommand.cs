using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Brings profiles down.</summary>
internal sealed class StopCommand : WaitingCommand
{
    public StopCommand()
        : base("stop", "Stops profiles and waits until they are stopped. They stay so until started by hand or changed.")
    {
    }

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
