using System.Globalization;
using System.Text.RegularExpressions;

namespace ProcLaunch.Cli.Tests;

/// <summary>One record of ProcLaunch's log, taken apart.</summary>
internal sealed partial record LogLine(string Text, string Level, string Tag, string Message)
{
    public static LogLine Parse(string text) => Format().Match(text) is { Success: true } match
        ? new LogLine(text, match.Groups["level"].Value, match.Groups["tag"].Value, match.Groups["message"].Value)
        : throw new AssertionException($"no line of the log looks like this: «{text}»");

    /// <summary>The pid it speaks of.</summary>
    public int Pid => int.Parse(PidWritten().Match(Message).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>The contract, literally.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?<level>FATAL|ERROR|WARN |INFO |DEBUG) (?<tag>[A-Za-z0-9._@:+-]+) (?<message>[^\x00-\x1f\x7f]+)$")]
    private static partial Regex Format();

    [GeneratedRegex(@"\bpid (\d+)")]
    private static partial Regex PidWritten();
}
