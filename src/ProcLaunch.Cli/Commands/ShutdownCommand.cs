using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Ends the supervisor.</summary>
internal sealed class ShutdownCommand : StateCommand
{
    private readonly Flag leave = new("leave the profiles running, for the next supervisor to adopt", "--leave");

    public ShutdownCommand()
        : base("shutdown", "Stops all profiles and ends the supervisor.") => Command.Add(leave);

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
