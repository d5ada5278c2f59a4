using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using ProcLaunch.Cli.Completion;
using ProcLaunch.Cli.Help;
using ProcLaunch.Logging;

namespace ProcLaunch.Cli;

/// <summary>From the command line to an exit code.</summary>
internal static class ProcLaunchProgram
{
    public static int Run(string[] arguments)
    {
        if (CompletionRequest.IsOne(arguments))
            return CompletionRequest.Answer(arguments);
        var commandLine = new CommandLine();
        var parsed = commandLine.Parse(arguments);
        if (parsed.Action is HelpAction)
            return Print(HelpText.Of(HelpPage.Of(parsed.CommandResult.Command is RootCommand ? commandLine.Whole : parsed.CommandResult.Command)));
        // Of the parser's actions only the version is left: what is done is done below.
        if (parsed.Action is not (null or ParseErrorAction))
            return Version(parsed);
        if (commandLine.CompletionFor(parsed) is { } shell)
            return Print(CompletionScript.For(shell));
        if (commandLine.Problem(parsed, arguments) is { } problem)
            return Fail(ExitCode.Usage, $"{problem} (see {HelpFor(parsed)})");
        if (!OperatingSystem.IsLinux())
            return Fail(ExitCode.Failed, "ProcLaunch supervises processes on Linux only");
        try
        {
            if (commandLine.CommandOf(arguments) is { } command)
                return command.RunAsync(parsed).GetAwaiter().GetResult();
            var settings = commandLine.Read(parsed);
            if (settings.Prepared is not null)
                return new SupervisorProgram(settings).RunAsync().GetAwaiter().GetResult();
            if (Missing(settings) is { } missing)
                return Fail(ExitCode.Failed, missing + commandLine.MistypedCommand(arguments));
            return settings.Foreground ? Preparation.Become(settings) : Preparation.Daemonize(settings);
        }
        catch (ReaderGoneException)
        {
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Fail(ExitCode.Failed, e.Message);
        }
    }

    public static int Fail(int code, string why)
    {
        StandardStreams.WriteError($"proclaunch: {LineFormat.Escape(why.ReplaceLineEndings(" "))}\n");
        return code;
    }

    private static int Print(string text)
    {
        StandardStreams.Write(text);
        return ExitCode.Done;
    }

    private static int Version(ParseResult parsed)
    {
        using var output = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = output });
        return Print(output.ToString());
    }

    private static string HelpFor(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "proclaunch --help" : $"proclaunch {parsed.CommandResult.Command.Name} --help";

    private static string? Missing(Settings settings)
    {
        if (!Directory.Exists(settings.StateDirectory))
            return $"the state directory {settings.StateDirectory} does not exist";
        return Directory.Exists(settings.ProfilesDirectory) ? null : $"the profiles directory {settings.ProfilesDirectory} does not exist";
    }
}
