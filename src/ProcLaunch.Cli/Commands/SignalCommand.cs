using System.CommandLine;
using ProcLaunch.Control;
using ProcLaunch.Profiles;

namespace ProcLaunch.Cli.Commands;

/// <summary>Sends any signal.</summary>
internal sealed class SignalCommand : ClientCommand
{
    private readonly Argument<Signal> signal = new("SIGNAL") { Description = "a name with or without SIG, or a number" };
    private readonly NameArgument names = NameArgument.Several();

    public SignalCommand()
        : base("signal", "Sends a signal to the main process of profiles.")
    {
        signal.CompletionSources.Add(_ => Signal.Names.Select(name => name[3..]));
        signal.CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (!Signal.TryParse(text, out var found))
            {
                var nearest = NearestKey.To(text, Signal.Names.Concat(Signal.Names.Select(name => name[3..])));
                result.AddError($"{Quoted.Text(text)} is no signal{(nearest is null ? "; write one like HUP, USR1 or 10" : $": did you mean {nearest}?")}");
            }
            return found;
        };
        Command.Add(signal);
        Command.Add(names);
    }

    protected override async Task<int> RunAsync(ParseResult parsed, ControlClient client) =>
        Tell(await client.SignalAsync(parsed.GetValue(signal), parsed.GetValue(names)!).ConfigureAwait(false));
}
