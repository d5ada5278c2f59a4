namespace ProcLaunch;

/// <summary>The rule for names of profiles: what is safe as a file name, a log tag and a command-line word.</summary>
internal static class ProfileName
{
    private const int LongestInBytes = 100;

    /// <summary>The tag under which ProcLaunch itself speaks in the log.</summary>
    public const string Reserved = "ProcLaunch";

    /// <returns>Why the name is not allowed, or null.</returns>
    public static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "it is empty";
        if (name.Length > LongestInBytes)
            return $"it is longer than {LongestInBytes} bytes";
        if (name[0] is '.' or '-')
            return $"it starts with '{name[0]}'";
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-' or '@' or ':' or '+'))
                return "only ASCII letters, digits and . _ - @ : + are allowed";
        }
        return name.Equals(Reserved, StringComparison.OrdinalIgnoreCase) ? "the name is reserved for ProcLaunch's own log lines" : null;
    }
}
