using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Looks at the profiles directory now.</summary>
internal sealed class RescanCommand : StateCommand
{
    public RescanCommand()
        : base("rescan", "Looks at the profiles directory now, instead of when a change is noticed.")
    {
    }

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
