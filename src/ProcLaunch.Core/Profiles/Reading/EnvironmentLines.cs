namespace ProcLaunch.Profiles;

/// <summary>The lines of an environment file, read from top to bottom; a bad one is noted and passed over.</summary>
internal sealed class EnvironmentLines(string text, string file)
{
    // Nobody reads more.
    private const int MostProblems = 100;

    private const string Export = "export";

    private static readonly char[] Blanks = [' ', '\t'];

    private readonly OrderedDictionary<string, string> variables = new(StringComparer.Ordinal);
    private readonly List<ProfileProblem> problems = [];
    private int position;
    private int line = 1;

    public IReadOnlyList<KeyValuePair<string, string>> Variables => variables;

    public IReadOnlyList<ProfileProblem> Problems => problems;

    public void Read()
    {
        while (position < text.Length && problems.Count <= MostProblems)
        {
            ReadLine();
            // What is left of the line has been read or is not worth reading.
            position += RestOfLine().Length + 1;
            line++;
        }
    }

    private void ReadLine()
    {
        var rest = RestOfLine();
        var content = rest.Trim(" \t\r");
        if (content.IsEmpty || content[0] == '#')
            return;
        var equals = rest.IndexOf('=');
        if (equals < 0)
        {
            Wrong(line, "no = in the line", "write KEY=value, or # before a comment");
            return;
        }
        var name = NameIn(rest[..equals].Trim(Blanks)).ToString();
        var allowed = IsAllowed(name);
        position += equals + 1;
        position += Math.Max(0, RestOfLine().IndexOfAnyExcept(Blanks));
        var value = position < text.Length && text[position] is '"' or '\'' ? Quoted() : Unquoted();
        if (allowed && value is not null)
            variables[name] = value;
    }

    private bool IsAllowed(string name)
    {
        if (!VariableName.IsPlain(name))
            Wrong(line, "what stands before = is not the name of a variable", "write KEY=value; names are letters, digits and _ . - and do not start with a digit");
        else if (VariableName.Problem(name) is { } problem)
            Wrong(line, $"{name} cannot be set: {problem}", "take it out");
        else
            return true;
        return false;
    }

    private static ReadOnlySpan<char> NameIn(ReadOnlySpan<char> name) =>
        name.StartsWith(Export) && name[Export.Length..].IndexOfAny(Blanks) == 0 ? name[Export.Length..].Trim(Blanks) : name;

    private string Unquoted()
    {
        var rest = RestOfLine();
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '#' && Blanks.Contains(text[position + i - 1]))
                rest = rest[..i];
        }
        return rest.TrimEnd(" \t\r").ToString();
    }

    /// <returns>The value; null when something is wrong with it, which has been noted.</returns>
    private string? Quoted()
    {
        var start = line;
        var value = new EnvironmentQuote(text, position);
        position = value.End;
        line += value.Lines;
        if (!value.Closed)
            Wrong(start, "the quote that begins here is never closed", "close it, or put quotes of the other kind around it");
        else if (value.BadEscape is { } bad)
            Wrong(start + bad, "a backslash in double quotes before something it does not go with", "write \\\\ for a backslash (known are \\n \\r \\t \\\\ \\\" \\$), or use single quotes");
        else if (RestOfLine().Trim(" \t\r") is { IsEmpty: false } after && !(after[0] == '#' && Blanks.Contains(text[position])))
            Wrong(line, start == line ? "something follows the closing quote" : $"something follows the quote that closes the one of line {start}", "end the line after the quote; a comment needs a space before #");
        else
            return value.Content;
        return null;
    }

    private ReadOnlySpan<char> RestOfLine()
    {
        var rest = text.AsSpan(Math.Min(position, text.Length));
        return rest.IndexOf('\n') is >= 0 and var end ? rest[..end] : rest;
    }

    private void Wrong(int where, string what, string whatToDo) => problems.Add(problems.Count < MostProblems
        ? new ProfileProblem(file, what, whatToDo, where)
        : new ProfileProblem(file, "has more problems from here on", null, where));
}
