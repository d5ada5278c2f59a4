using System.CommandLine;
using ProcLaunch.Cli.Completion;

namespace ProcLaunch.Cli.Commands;

/// <summary>The names of profiles, completed from those there are.</summary>
internal sealed class NameArgument : Argument<string[]>
{
    private NameArgument(string label, ArgumentArity arity)
        : base("NAME")
    {
        Description = "a profile";
        HelpName = label;
        Arity = arity;
        // An array also where there can be one only.
        CustomParser = static result => [.. result.Tokens.Select(token => token.Value)];
        CompletionSources.Add(context => StateOption.DirectoryOf(context.ParseResult.CommandResult) is { } directory
            ? ProfileNames.In(directory).Except(context.ParseResult.GetResult(this)?.Tokens.Select(token => token.Value) ?? [])
            : []);
    }

    public static NameArgument One() => new("NAME", ArgumentArity.ExactlyOne);

    public static NameArgument Several() => new("NAME…", ArgumentArity.OneOrMore);

    public static NameArgument AnyNumber() => new("[NAME…]", ArgumentArity.ZeroOrMore);

    /// <summary>For a command that may be told <c>--all</c> instead.</summary>
    public static NameArgument SeveralOrAll() => new("NAME…|--all", ArgumentArity.ZeroOrMore);
}
