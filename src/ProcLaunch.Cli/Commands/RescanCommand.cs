using System.CommandLine;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>Looks at the profiles directory now.</summary>
internal sealed class RescanCommand : ClientCommand
{
    public RescanCommand()
        : base("rescan", "Looks at the profiles directory now, instead of when a change is noticed.")
    {
    }

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client)
    {
        await client.RescanAsync().ConfigureAwait(false);
        return ExitCode.Done;
    }
}
