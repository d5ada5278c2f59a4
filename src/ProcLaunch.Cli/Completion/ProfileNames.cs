namespace ProcLaunch.Cli.Completion;

/// <summary>The names of profiles, for whoever types one.</summary>
internal static class ProfileNames
{
    private const string LogFiles = "*.log";

    /// <returns>Sorted; none where the directory cannot be read: who presses Tab wants no message.</returns>
    public static IReadOnlyList<string> In(string stateDirectory)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(Path.Combine(AtHome(stateDirectory), "log"), LogFiles)
                    .Select(file => Path.GetFileNameWithoutExtension(file))
                    .Where(name => ProfileName.Problem(name) is null)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The shell hands over the line as it was typed.
    private static string AtHome(string directory) =>
        directory.StartsWith("~/", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("HOME") is { } home ? home + directory[1..] : directory;
}
