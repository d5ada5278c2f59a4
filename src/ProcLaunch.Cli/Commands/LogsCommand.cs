using System.CommandLine;
using ProcLaunch.Cli.Logs;
using ProcLaunch.Control;
using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Commands;

/// <summary>What services wrote.</summary>
internal sealed class LogsCommand : StateCommand
{
    private readonly NameArgument names = NameArgument.Several();
    private readonly Option<int> lines = new("--lines", "-n") { Description = "how many lines of each to begin with; default 10", HelpName = "LINES", DefaultValueFactory = _ => 10 };
    private readonly Flag follow = new("go on with what is written next, until Ctrl-C", "--follow", "-f");

    public LogsCommand()
        : base("logs", "Prints what services wrote last.")
    {
        lines.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number >= 0))
                result.AddError($"{result.IdentifierToken?.Value} {token.Value} is no number of lines");
        });
        Command.Add(names);
        Command.Add(lines);
        Command.Add(follow);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, string stateDirectory)
    {
        if (!StateLock.IsHeld(stateDirectory))
            return ProcLaunchProgram.Fail(ExitCode.NoSupervisor, $"no supervisor runs on {stateDirectory}; what services wrote is in the files {new StatePaths(stateDirectory).LogOf("NAME")}");
        List<ServiceOutput> outputs = [.. parsed.GetValue(names)!.Distinct().Select(name => new ServiceOutput(name, stateDirectory))];
        if (outputs.Find(output => !output.Exists) is { } missing && !await IsProfileAsync(stateDirectory, missing.Name).ConfigureAwait(false))
            return ProcLaunchProgram.Fail(ExitCode.NoSuchProfile, $"no such profile: {Logging.LineFormat.Escape(missing.Name)} (there is no {Logging.LineFormat.Escape(missing.Path)})");
        var printer = new LogPrinter(new StandardOutput(), [.. outputs.Select(output => output.Name)]);
        if (parsed.GetValue(follow))
            await printer.FollowAsync(outputs, parsed.GetValue(lines)).ConfigureAwait(false);
        else
            printer.Print(outputs, parsed.GetValue(lines));
        return ExitCode.Done;
    }

    /// <summary>One that never ran has no log yet.</summary>
    private static async Task<bool> IsProfileAsync(string stateDirectory, string name)
    {
        try
        {
            await using var client = await ControlClient.ConnectAsync(stateDirectory).ConfigureAwait(false);
            await client.GetStatusAsync([name], usage: false).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is ControlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
