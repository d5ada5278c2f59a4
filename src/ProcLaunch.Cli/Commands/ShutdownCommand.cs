using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Ends the supervisor.</summary>
internal sealed class ShutdownCommand : ClientCommand
{
    private readonly Flag leave = new("leave the profiles running, for the next supervisor to adopt", "--leave");

    public ShutdownCommand()
        : base("shutdown", "Stops all profiles and ends the supervisor.") => Command.Add(leave);

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client)
    {
        await client.ShutdownAsync(parsed.GetValue(leave)).ConfigureAwait(false);
        return ExitCode.Done;
    }
}
