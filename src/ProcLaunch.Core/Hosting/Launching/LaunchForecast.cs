using System.Collections;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Whether a definition could be launched here and now, found out without launching anything.</summary>
internal static class LaunchForecast
{
    private const uint Root = 0;

    /// <returns>What speaks against it, in the words that a launch would fail with; null when nothing does.</returns>
    public static string? Problem(ProfileDefinition definition, IUserAccounts users)
    {
        // A user who is not root starts everything as himself.
        var account = users.CurrentUid == Root && definition.User is { } user ? users.Find(user) : null;
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        try
        {
            return ExecFailure.Foresee(LaunchPlan.For(definition, account, inherited, mark: "", currentDirectory: "/"), account);
        }
        catch (LaunchException e)
        {
            return e.Message;
        }
    }
}
