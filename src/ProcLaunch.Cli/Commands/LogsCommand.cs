using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>What services wrote.</summary>
internal sealed class LogsCommand : StateCommand
{
    private readonly NameArgument names = NameArgument.Several();

    public LogsCommand()
        : base("logs", "Prints what services wrote last.") => Command.Add(names);

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
