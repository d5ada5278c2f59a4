using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>What runs, and how.</summary>
internal sealed class StatusCommand : StateCommand
{
    private readonly NameArgument names = NameArgument.AnyNumber();
    private readonly Flag json = new("print one JSON object, for scripts", "--json");
    private readonly Flag watch = new("go on, and show what changes", "--watch");

    public StatusCommand()
        : base("status", "Shows the state of the named profiles, or of all.")
    {
        Command.Add(names);
        Command.Add(json);
        Command.Add(watch);
    }

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
