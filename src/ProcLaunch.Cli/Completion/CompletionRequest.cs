using System.CommandLine;
using System.Globalization;

namespace ProcLaunch.Cli.Completion;

/// <summary>A shell that asks how a line can go on: <c>proclaunch [suggest] LINE</c>, the line up to the cursor.</summary>
internal static class CompletionRequest
{
    private const string Directive = "[suggest";

    public static bool IsOne(IReadOnlyList<string> arguments) =>
        arguments is [var first, _] && first.StartsWith(Directive, StringComparison.Ordinal) && first.EndsWith(']');

    /// <summary>One word a line.</summary>
    public static int Answer(IReadOnlyList<string> arguments)
    {
        // Behind = the parser offers nothing.
        var line = arguments[1];
        var lastWord = line.LastIndexOf(' ') + 1;
        if (line.AsSpan(lastWord).StartsWith("--") && line.IndexOf('=', lastWord) is > 0 and var equals)
            line = $"{line[..equals]} {line[(equals + 1)..]}";
        using var output = new StringWriter();
        // Shells count bytes or characters: the line ends where the cursor is.
        var directive = string.Create(CultureInfo.InvariantCulture, $"{Directive}:{line.Length}]");
        var code = new CommandLine().Whole.Parse([directive, line]).Invoke(new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        StandardStreams.Write(output.ToString());
        return code;
    }
}
