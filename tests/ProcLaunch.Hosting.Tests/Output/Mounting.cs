using System.Diagnostics;

namespace ProcLaunch.Hosting.Tests.Output;

internal static class Mounting
{
    /// <returns>What the program complained of; null when it succeeded.</returns>
    public static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
