using System.Text;

namespace ProcLaunch.Cli.Help;

/// <summary>A help page for a terminal of the usual width.</summary>
internal static class HelpText
{
    private const int Width = 80;
    private const int Indent = 2;
    private const int WidestTerm = 24;

    public static string Of(HelpPage page)
    {
        var text = new StringBuilder();
        if (page.Commands.Count > 0)
            text.Append($"Usage: {page.Usage}\n       {HelpPage.Program} COMMAND …\n");
        else
            text.Append($"Usage: {page.Usage}\n");
        text.Append('\n');
        foreach (var line in Wrap(page.Description, Width))
            text.Append(line).Append('\n');
        var rows = new[] { page.Arguments, page.Options, page.Commands };
        var column = Indent + rows.SelectMany(list => list).Select(row => row.Term.Length).Where(length => length <= WidestTerm).Max() + 2;
        foreach (var (title, list) in new[] { "Arguments", "Options", "Commands" }.Zip(rows))
            Table(text, title, list, column);
        if (page.Commands.Count > 0)
            text.Append($"\n{HelpPage.Program} COMMAND --help says more about a command. A state directory that is\ncalled like one is written with its path, as ./status.\n");
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, IReadOnlyList<HelpRow> rows, int column)
    {
        if (rows.Count == 0)
            return;
        text.Append($"\n{title}:\n");
        foreach (var row in rows)
        {
            var start = new string(' ', Indent) + row.Term;
            var fits = start.Length + 2 <= column;
            if (!fits)
                text.Append(start).Append('\n');
            foreach (var (number, line) in Wrap(row.Meaning, Width - column).Index())
                text.Append((fits && number == 0 ? start : "").PadRight(column)).Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
