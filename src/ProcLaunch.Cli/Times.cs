using System.Globalization;

namespace ProcLaunch.Cli;

/// <summary>Times for people and for the programs they pipe them into: as in the log.</summary>
internal static class Times
{
    public static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
