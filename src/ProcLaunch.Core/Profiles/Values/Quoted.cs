using System.Globalization;
using System.Text;

namespace ProcLaunch.Profiles;

/// <summary>Text that a user wrote, as it appears in a message: in quotes, on one line, and never long.</summary>
internal static class Quoted
{
    private const int Longest = 60;
    private const int LongestSentence = 300;

    public static string Text(string text) => $"\"{Escaped(text, Longest, "\"\\")}\"";

    /// <summary>A sentence of someone else's that quotes what the user wrote in its own way: on one line, and never long.</summary>
    public static string Sentence(string text) => Escaped(text, LongestSentence, "");

    private static string Escaped(string text, int longest, string special)
    {
        var quoted = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            _ = c switch
            {
                _ when special.Contains(c) => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append(text.Length > longest ? "…" : "").ToString();
    }
}
