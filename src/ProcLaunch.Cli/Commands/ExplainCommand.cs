using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Why a profile is as it is.</summary>
internal sealed class ExplainCommand : StateCommand
{
    private readonly NameArgument name = NameArgument.One();

    public ExplainCommand()
        : base("explain", "Says why a profile is in its state, and what happens next.") => Command.Add(name);

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
