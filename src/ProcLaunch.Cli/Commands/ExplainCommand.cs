using System.CommandLine;
using ProcLaunch.Control;
using ProcLaunch.Logging;

namespace ProcLaunch.Cli.Commands;

/// <summary>Why a profile is as it is.</summary>
internal sealed class ExplainCommand : ClientCommand
{
    private readonly NameArgument name = NameArgument.One();

    public ExplainCommand()
        : base("explain", "Says why a profile is in its state, and what happens next.") => Command.Add(name);

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client)
    {
        var account = await client.ExplainAsync(parsed.GetValue(name)![0]).ConfigureAwait(false);
        var output = new StandardOutput();
        foreach (var sentence in account.Sentences)
            output.WriteLine(LineFormat.Escape(sentence));
        if (account.Recent.Count > 0)
            output.WriteLine("\nWhat the log said of it last:");
        foreach (var said in account.Recent)
            output.WriteLine($"  {Times.Written(said.At)} {said.Level,-5} {account.Name} {LineFormat.Escape(said.Message)}");
        return ExitCode.Done;
    }
}
