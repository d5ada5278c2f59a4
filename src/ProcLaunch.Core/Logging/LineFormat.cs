using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ProcLaunch.Logging;

/// <summary>
/// The one place that knows what a line of the log looks like: <c>&lt;Timestamp&gt; &lt;Level&gt; &lt;Tag&gt; &lt;Message&gt;</c>.
/// </summary>
/// <remarks>
/// Characters that could end a line, move the cursor or turn the direction of writing are escaped: <c>\n \r \t</c>,
/// <c>\x1b</c> for other controls, <c>\u202e</c> for the rest and for halves of surrogate pairs. A backslash stays as it is:
/// patterns and paths stay readable, and text escaped once can go into a message that is escaped again. The price is
/// that a backslash and an n in the original look like an escaped newline; neither can begin a new line.
/// </remarks>
internal static class LineFormat
{
    private const int TimestampLength = 24;
    private const int LongestEscape = 6;

    // Printable ASCII, looked for in whole vectors; the few other characters are looked at one by one.
    private static readonly SearchValues<char> Plain = SearchValues.Create(string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)));

    /// <summary>Appends one record with its newline; allocates nothing itself.</summary>
    public static void Write(IBufferWriter<byte> to, DateTimeOffset at, LogLevel level, ReadOnlySpan<char> tag, ReadOnlySpan<char> message)
    {
        WriteTimestamp(to, at);
        to.Write(Level(level));
        WriteText(to, tag);
        to.Write(" "u8);
        WriteText(to, message);
        to.Write("\n"u8);
    }

    /// <summary>The text as it would appear in a message. Escaping twice changes nothing more.</summary>
    public static string Escape(string text)
    {
        if (NextSpecial(text) < 0)
            return text;
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        WriteText(bytes, text);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteTimestamp(IBufferWriter<byte> to, DateTimeOffset at)
    {
        var room = to.GetSpan(32);
        // The round-trip format cut to milliseconds: a custom format would allocate.
        at.UtcDateTime.TryFormat(room, out _, "O", CultureInfo.InvariantCulture);
        room[TimestampLength - 1] = (byte)'Z';
        to.Advance(TimestampLength);
    }

    /// <summary>The name of a level, as it is written.</summary>
    public static string Name(LogLevel level) => Encoding.ASCII.GetString(Level(level)).Trim();

    private static ReadOnlySpan<byte> Level(LogLevel level) => level switch
    {
        LogLevel.Critical => " FATAL "u8,
        LogLevel.Error => " ERROR "u8,
        LogLevel.Warning => " WARN  "u8,
        LogLevel.Debug or LogLevel.Trace => " DEBUG "u8,
        _ => " INFO  "u8,
    };

    private static void WriteText(IBufferWriter<byte> to, ReadOnlySpan<char> text)
    {
        for (var special = NextSpecial(text); special >= 0; special = NextSpecial(text))
        {
            Encoding.UTF8.GetBytes(text[..special], to);
            WriteEscape(to, text[special]);
            text = text[(special + 1)..];
        }
        Encoding.UTF8.GetBytes(text, to);
    }

    private static void WriteEscape(IBufferWriter<byte> to, char c)
    {
        var room = to.GetSpan(LongestEscape);
        room[0] = (byte)'\\';
        room[1] = c switch
        {
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            < '\u0100' => (byte)'x',
            _ => (byte)'u',
        };
        var digits = 0;
        if (room[1] is (byte)'x' or (byte)'u')
            ((int)c).TryFormat(room[2..], out digits, room[1] == 'x' ? "x2" : "x4", CultureInfo.InvariantCulture);
        to.Advance(2 + digits);
    }

    private static int NextSpecial(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var next = text[i..].IndexOfAnyExcept(Plain);
            if (next < 0)
                return -1;
            i += next;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i += 2;
            else if (IsSpecial(text[i]))
                return i;
            else
                i++;
        }
        return -1;
    }

    private static bool IsSpecial(char c) => char.IsControl(c) || char.IsSurrogate(c) || c switch
    {
        '\u2028' or '\u2029' => true, // line and paragraph separators
        '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => true, // direction
        _ => false,
    };
}
