using ProcLaunch.Control;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Completion;

/// <summary>The names of profiles, for whoever types one.</summary>
internal static class ProfileNames
{
    // Who presses Tab does not wait for long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>Sorted: those of the supervisor that runs, else those that have a log; none where the directory cannot be read, as who presses Tab wants no message.</returns>
    public static IReadOnlyList<string> In(string stateDirectory)
    {
        var directory = AtHome(stateDirectory);
        try
        {
            return Supervised(directory) ??
            [
                .. Directory.EnumerateFiles(new StatePaths(directory).Logs, StatePaths.LogPattern)
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

    /// <returns>Null when no supervisor tells.</returns>
    private static List<string>? Supervised(string directory)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return SupervisedAsync(directory, patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ControlException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<List<string>> SupervisedAsync(string directory, CancellationToken cancellationToken)
    {
        await using var client = await ControlClient.ConnectAsync(directory, cancellationToken).ConfigureAwait(false);
        var status = await client.GetStatusAsync(usage: false, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. status.Profiles.Select(profile => profile.Name)];
    }

    // The shell hands over the line as it was typed.
    private static string AtHome(string directory) =>
        directory.StartsWith("~/", StringComparison.Ordinal) && Environment.GetEnvironmentVariable("HOME") is { } home ? home + directory[1..] : directory;
}
