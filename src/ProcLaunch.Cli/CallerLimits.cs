using System.Globalization;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>
/// The limits of whoever called us. .NET raised ours before the first line of this program ran, so that they can only be
/// read where they come from.
/// </summary>
internal static class CallerLimits
{
    /// <returns>Null when there is no caller (PID 1) or it may not be looked at.</returns>
    public static ulong? SoftOpenFiles()
    {
        try
        {
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Libc.getppid()}/limits")))
            {
                if (line.StartsWith("Max open files", StringComparison.Ordinal)
                    && ulong.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], NumberStyles.None, CultureInfo.InvariantCulture, out var soft))
                    return soft;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said by the null: services then get the limit we have.
        }
        return null;
    }
}
