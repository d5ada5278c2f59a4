using System.CommandLine;

namespace ProcLaunch.Cli.Help;

/// <summary>What there is to say about a command, from its definition; <c>--help</c> and the manual are made of it.</summary>
/// <param name="Name">What a line that means it begins with.</param>
internal sealed record HelpPage(string Name, string Usage, string Description, IReadOnlyList<HelpRow> Arguments, IReadOnlyList<HelpRow> Options, IReadOnlyList<HelpRow> Commands)
{
    public const string Program = "proclaunch";

    public static HelpPage Of(Command command)
    {
        var options = command.Options.Where(option => !option.Hidden).ToList();
        return new HelpPage(
            command is RootCommand ? Program : $"{Program} {command.Name}",
            UsageOf(command, options),
            command.Description ?? "",
            [.. command.Arguments.Select(argument => new HelpRow(argument.Name, argument.Description ?? ""))],
            [.. options.Select(option => new HelpRow(Term(option), option.Description ?? ""))],
            [.. command.Subcommands.Select(sub => new HelpRow(sub.Name, sub.Description ?? ""))]);
    }

    private static string UsageOf(Command command, List<Option> options)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument => argument.HelpName ?? argument.Name);
        return command is RootCommand
            ? string.Join(' ', [Program, "[options]", .. arguments])
            : string.Join(' ', [Program, command.Name, .. arguments, .. options.Where(option => !IsAlternative(option, command)).Select(option => $"[{Shortest(option)}]")]);
    }

    // Shown with the arguments it can stand for.
    private static bool IsAlternative(Option option, Command command) =>
        command.Arguments.Any(argument => argument.HelpName?.Contains(option.Name, StringComparison.Ordinal) == true);

    private static string Shortest(Option option) =>
        option.Aliases.FirstOrDefault(alias => !alias.StartsWith("--", StringComparison.Ordinal)) is { } alias
            ? option.HelpName is { } value ? $"{alias} {value}" : alias
            : WithValue(option);

    private static string Term(Option option) => string.Join(", ", [.. option.Aliases.Where(alias => alias != option.Name), WithValue(option)]);

    /// <summary>The option as it is written in full.</summary>
    public static string WithValue(Option option) => option.HelpName is { } value ? $"{option.Name}={value}" : option.Name;
}
