using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProcLaunch.Profiles;

/// <summary>A line of the service's output matches.</summary>
internal sealed record LogCheck(string Pattern) : ReadyWhen
{
    internal override string Wanted => $"a line of its output matches {Quoted.Text(Pattern)}";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("log", Pattern);

    /// <summary>Linear in the length of the line: no pattern and no output can hang it.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs lookarounds or backreferences.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static string? Problem(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern))
            return "the pattern is empty";
        try
        {
            Compile(pattern);
            return null;
        }
        catch (NotSupportedException)
        {
            return $"{Quoted.Text(pattern)} uses a lookaround or a backreference, or is too large; only what can be matched in linear time is supported";
        }
        catch (ArgumentException e)
        {
            return $"{Quoted.Text(pattern)} is no regular expression: {Quoted.Sentence(e.Message.TrimEnd('.'))}";
        }
    }
}
