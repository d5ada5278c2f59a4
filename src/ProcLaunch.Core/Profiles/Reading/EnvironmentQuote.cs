using System.Text;

namespace ProcLaunch.Profiles;

/// <summary>A value in quotes, which may go over several lines: single quotes take everything as it is, double ones know escapes.</summary>
internal sealed class EnvironmentQuote
{
    /// <param name="start">Where the opening quote is.</param>
    public EnvironmentQuote(string text, int start)
    {
        var quote = text[start];
        var content = new StringBuilder();
        var position = start + 1;
        while (position < text.Length && !Closed)
        {
            var c = text[position++];
            if (c == quote)
                Closed = true;
            // Line ends of Windows belong to the file, not to the value.
            else if (c != '\r' || position == text.Length || text[position] != '\n')
                content.Append(c == '\\' && quote == '"' && position < text.Length ? Escaped(text[position++]) : c);
            if (c == '\n')
                Lines++;
        }
        End = position;
        Content = content.ToString();
    }

    public string Content { get; }

    public bool Closed { get; private set; }

    /// <summary>Behind the closing quote, or the end of the text.</summary>
    public int End { get; }

    /// <summary>How many line ends are inside.</summary>
    public int Lines { get; private set; }

    /// <summary>How many lines below the opening quote the first escape is that there is not; null without one.</summary>
    public int? BadEscape { get; private set; }

    private char Escaped(char c)
    {
        switch (c)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case '\\' or '"' or '$':
                return c;
            default:
                BadEscape ??= Lines;
                Lines += c == '\n' ? 1 : 0;
                return c;
        }
    }
}
