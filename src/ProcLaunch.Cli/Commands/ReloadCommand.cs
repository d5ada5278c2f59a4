using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Sends profiles their reload signal.</summary>
internal sealed class ReloadCommand : ClientCommand
{
    private readonly NameArgument names = NameArgument.Several();

    public ReloadCommand()
        : base("reload", "Sends profiles their reload signal, SIGHUP if they name none.") => Command.Add(names);

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client) =>
        Tell(await client.ReloadAsync(parsed.GetValue(names)!).ConfigureAwait(false));
}
