using System.CommandLine;
using System.CommandLine.Invocation;

namespace ProcLaunch.Cli;

/// <summary>From the command line to an exit code.</summary>
internal static class ProcLaunchProgram
{
    public static int Run(string[] arguments)
    {
        var commandLine = new CommandLine();
        var parsed = commandLine.Root.Parse(arguments);
        // Help and version are the only actions there are: what is done is done below.
        if (parsed.Action is not (null or ParseErrorAction))
            return Print(parsed);
        if (commandLine.Problem(parsed, arguments) is { } problem)
            return Fail(ExitCode.Usage, $"{problem} (see proclaunch --help)");
        if (!OperatingSystem.IsLinux())
            return Fail(ExitCode.Failed, "ProcLaunch supervises processes on Linux only");
        try
        {
            var settings = commandLine.Read(parsed);
            if (settings.Prepared is not null)
                return new SupervisorProgram(settings).RunAsync().GetAwaiter().GetResult();
            if (Missing(settings) is { } missing)
                return Fail(ExitCode.Failed, missing);
            return settings.Foreground ? Preparation.Become(settings) : Preparation.Daemonize(settings);
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Failed, e.Message);
        }
    }

    public static int Fail(int code, string why)
    {
        StandardStreams.WriteError($"proclaunch: {why.ReplaceLineEndings(" ")}\n");
        return code;
    }

    private static int Print(ParseResult parsed)
    {
        using var output = new StringWriter();
        var code = parsed.Invoke(new InvocationConfiguration { Output = output, Error = output });
        StandardStreams.Write(output.ToString());
        return code;
    }

    private static string? Missing(Settings settings)
    {
        if (!Directory.Exists(settings.StateDirectory))
            return $"the state directory {settings.StateDirectory} does not exist";
        return Directory.Exists(settings.ProfilesDirectory) ? null : $"the profiles directory {settings.ProfilesDirectory} does not exist";
    }
}
