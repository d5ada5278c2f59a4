using System.Text.RegularExpressions;
using ProcLaunch.Logging;

namespace ProcLaunch.Cli.Logs;

/// <summary>
/// A line of a service, made harmless for a terminal: escape sequences are taken out, so that it can neither move the cursor,
/// nor set the title, nor answer in the user's name; other control characters are shown as such.
/// </summary>
internal static partial class TerminalText
{
    /// <param name="line">Without its end.</param>
    public static string Of(string line) => string.Join('\t', Sequence().Replace(line, "").TrimEnd('\r').Split('\t').Select(LineFormat.Escape));

    // ECMA-48: control sequences; strings up to their terminator, or to the end of the line; all other sequences of two and more.
    [GeneratedRegex(@"[\e][[][0-?]*[ -/]*[@-~]?|\u009b[0-?]*[ -/]*[@-~]?|(?:[\e][\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\a\e\u009c]*(?:\a|[\e]\\|\u009c)?|[\e][ -/]*[0-~]?")]
    private static partial Regex Sequence();
}
