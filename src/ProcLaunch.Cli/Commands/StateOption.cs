using System.CommandLine;
using System.CommandLine.Parsing;

namespace ProcLaunch.Cli.Commands;

/// <summary>Which supervisor is meant: <c>-s</c>, else the environment.</summary>
internal sealed class StateOption : Option<string?>
{
    public const string Variable = "PROCLAUNCH_STATE";
    public const string Example = "-s STATE_DIR";

    private const string LongName = "--state";

    public StateOption()
        : base(LongName, "-s")
    {
        Description = $"the state directory of the supervisor that is meant; default: ${Variable}";
        HelpName = "DIR";
        Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
                result.AddError("the state directory is empty");
        });
    }

    /// <returns>The directory as written, also in a line that is not complete; null when it is written nowhere.</returns>
    public static string? DirectoryOf(CommandResult command) =>
        command.Children.OfType<OptionResult>().FirstOrDefault(option => option.Option is StateOption)?.Tokens.LastOrDefault()?.Value
            ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } inherited ? inherited : null);
}
