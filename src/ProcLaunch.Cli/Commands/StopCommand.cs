using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Brings profiles down.</summary>
internal sealed class StopCommand : WaitingCommand
{
    public StopCommand()
        : base("stop", "Stops profiles and waits until they are stopped. They stay so until started by hand or changed.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client) =>
        Tell(await client.StopAsync(Names(parsed), Wait(parsed)).ConfigureAwait(false));
}
