using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Brings profiles up.</summary>
internal sealed class StartCommand : WaitingCommand
{
    public StartCommand()
        : base("start", "Starts profiles and waits until they are running.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client) =>
        Tell(await client.StartAsync(Names(parsed), Wait(parsed)).ConfigureAwait(false));
}
