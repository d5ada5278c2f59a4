namespace ProcLaunch.Profiles;

/// <summary>The rule for names of environment variables.</summary>
internal static class VariableName
{
    // What was started earlier is found again by these.
    private static readonly IReadOnlyList<string> Ours = ["PROCLAUNCH_INSTANCE", "PROCLAUNCH_PROFILE"];

    /// <returns>Why no profile may set a variable of that name, or null.</returns>
    public static string? Problem(string name) =>
        name.Length == 0 ? "the name is empty"
        : name.Contains('=') ? "a name cannot contain ="
        : name.Contains('\0') ? "a name cannot contain a NUL character"
        : Ours.Contains(name) ? "ProcLaunch sets it itself"
        : null;

    /// <summary>
    /// Whether it can stand in an environment file. JSON quotes its names, which can therefore be anything; in a file of lines a
    /// stranger one is a line gone wrong. Dots and hyphens are there because Java and Docker users have them.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<char> name)
    {
        if (name.Length == 0 || (!char.IsAsciiLetter(name[0]) && name[0] != '_'))
            return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
                return false;
        }
        return true;
    }
}
