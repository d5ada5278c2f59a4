using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>What happens, as it happens.</summary>
internal sealed class EventsCommand : StateCommand
{
    private readonly Flag json = new("print one JSON object a line, for scripts", "--json");

    public EventsCommand()
        : base("events", "Prints how things are, then each change as it happens.") => Command.Add(json);

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
