using System.CommandLine;
using System.CommandLine.Parsing;
using ProcLaunch.Cli.Help;
using ProcLaunch.Profiles;

namespace ProcLaunch.Cli;

/// <summary>What is wrong with a command line, in one line that names what may have been meant.</summary>
internal static class UsageProblem
{
    /// <returns>The first problem; null when there is none.</returns>
    public static string? Of(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (UnknownOption(parsed, arguments) is { } unknown)
            return $"the option {unknown} is not known{NearestOption(parsed.CommandResult.Command, unknown)}";
        if (parsed.Errors is not [var error, ..])
            return null;
        // The parser's words for what is missing do not say what.
        if (!error.Message.StartsWith("Required argument missing", StringComparison.Ordinal))
            return error.Message;
        return error.SymbolResult is OptionResult option
            ? $"{option.IdentifierToken?.Value} needs a value: {HelpPage.WithValue(option.Option)}"
            : $"{Missing(parsed)} is missing: {HelpPage.Of(parsed.CommandResult.Command).Usage}";
    }

    /// <returns>The end of a sentence that says that a word is not known: what may have been meant, if anything.</returns>
    public static string NearestCommand(string written, IEnumerable<string> commands) =>
        NearestKey.To(written, commands) is { } nearest ? $": did you mean the command {nearest}?" : "";

    /// <summary>The parser takes an option it does not know for an argument, and the rest of a bundle like <c>-fx</c>, too.</summary>
    private static string? UnknownOption(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        var options = arguments.TakeWhile(argument => argument != "--").Where(argument => argument.StartsWith('-') && argument.Length > 1).ToList();
        foreach (var token in parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
        {
            if (options.Contains(token))
                return token;
            if (!arguments.Contains(token) && options.Find(option => option.EndsWith(token, StringComparison.Ordinal)) is { } bundle)
                return bundle;
        }
        return parsed.UnmatchedTokens.FirstOrDefault(options.Contains);
    }

    private static string NearestOption(Command command, string unknown)
    {
        var names = command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name)).Append("--help");
        return NearestKey.To(unknown.Split('=', ':')[0], names.Where(name => name.StartsWith("--", StringComparison.Ordinal))) is { } nearest
            ? $": did you mean {nearest}?"
            : "";
    }

    private static string Missing(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments.First(argument => (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues).Name;
}
