using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Stops and starts profiles.</summary>
internal sealed class RestartCommand : WaitingCommand
{
    public RestartCommand()
        : base("restart", "Stops profiles, starts them again and waits until they are running.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client) =>
        Tell(await client.RestartAsync(Names(parsed), Wait(parsed)).ConfigureAwait(false));
}
