using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>Sends profiles their reload signal.</summary>
internal sealed class ReloadCommand : StateCommand
{
    private readonly NameArgument names = NameArgument.Several();

    public ReloadCommand()
        : base("reload", "Sends profiles their reload signal, SIGHUP if they name none.") => Command.Add(names);

    protected override Task<int> RunAsync(ParseResult parsed, string stateDirectory) => NotYet();
}
