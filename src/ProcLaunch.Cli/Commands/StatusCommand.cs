using System.CommandLine;
using ProcLaunch.Cli.Status;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Commands;

/// <summary>What runs, and how.</summary>
internal sealed class StatusCommand : ClientCommand
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

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client)
    {
        var only = parsed.GetValue(names)!;
        var display = new StatusDisplay(new StandardOutput(), parsed.GetValue(json));
        if (parsed.GetValue(watch))
            return await new StatusWatch(client, only, display).RunAsync(() => ControlClient.ConnectAsync(StateDirectory(parsed))).ConfigureAwait(false);
        var report = await client.GetStatusAsync(only).ConfigureAwait(false);
        display.Show(report);
        return report.Profiles.All(profile => profile.State == ProfileState.Running) ? ExitCode.Done : ExitCode.NotRunning;
    }
}
