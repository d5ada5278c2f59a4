using System.CommandLine;
using System.CommandLine.Help;
using Microsoft.Extensions.Logging;
using ProcLaunch.Cli.Commands;
using ProcLaunch.Cli.Completion;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>All that can be written on the command line; and how the supervising mode's part becomes <see cref="Settings"/>.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Levels = ["fatal", "error", "warn", "info", "debug"];

    // Words in brackets and behind @ are names like others: nothing of the parser's own is wanted here.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    private readonly Option<bool> foreground = new("--foreground", "-f", "-F") { Description = "do not daemonize" };
    private readonly Option<bool> debug = new("--debug", "-D") { Description = "same as --log-level=debug" };
    private readonly Option<string> logLevel = new("--log-level") { Description = "fatal, error, warn, info or debug; default info", HelpName = "LEVEL", DefaultValueFactory = _ => "info" };
    private readonly Option<string?> logPath = new("--log-path") { Description = "default: PROFILES_DIR/error.log when daemonized, standard error in the foreground", HelpName = "FILE" };
    private readonly Option<string?> onTerminate = new("--on-terminate") { Description = "what SIGTERM and SIGINT do with the profiles: leave or stop; default leave, but stop as PID 1", HelpName = "leave|stop" };
    private readonly Option<string?> completion = new("--completion") { Description = "print a script that teaches a shell to complete: bash, zsh or fish", HelpName = "SHELL" };
    private readonly Option<string?> prepared = new(Prepared.Option) { Hidden = true };
    private readonly HelpOption help = new("--help", "-h", "-?") { Description = "print this, or the page of a command" };
    private readonly Argument<string> stateDirectory = new("STATE_DIR") { Description = "where ProcLaunch keeps its lock, records and the services' logs" };
    private readonly Argument<string> profilesDirectory = new("PROFILES_DIR") { Description = "one directory for each profile" };

    private readonly IReadOnlyList<ProgramCommand> commands = ProgramCommands.All();

    public CommandLine()
    {
        logLevel.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Levels.Contains(token.Value, StringComparer.OrdinalIgnoreCase))
                result.AddError($"--log-level={token.Value} is no level: use one of {string.Join(", ", Levels)}");
        });
        onTerminate.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("leave" or "stop"))
                result.AddError($"--on-terminate={token.Value} is not known: use leave or stop");
        });
        foreach (var directory in new[] { stateDirectory, profilesDirectory })
        {
            directory.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: "" }])
                    result.AddError($"{directory.Name} is empty");
            });
        }
        completion.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !CompletionScript.Shells.Contains(token.Value))
                result.AddError($"--completion={token.Value} is not known: use one of {string.Join(", ", CompletionScript.Shells)}");
        });
        logLevel.CompletionSources.Add(Levels);
        onTerminate.CompletionSources.Add("leave", "stop");
        completion.CompletionSources.Add([.. CompletionScript.Shells]);
        Supervising = NewRoot();
        Whole = NewRoot();
        foreach (var command in commands)
            Whole.Add(command.Command);
    }

    /// <summary>The supervising mode alone: what stands there is a directory even if it is called like a command.</summary>
    public RootCommand Supervising { get; }

    /// <summary>All there is.</summary>
    public RootCommand Whole { get; }

    /// <summary>The command that the first argument names; null for the supervising mode.</summary>
    public ProgramCommand? CommandOf(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] ? commands.FirstOrDefault(command => command.Name == first) : null;

    public ParseResult Parse(IReadOnlyList<string> arguments) =>
        (CommandOf(arguments) is null ? Supervising : Whole).Parse(arguments, Plain);

    /// <summary>The first thing wrong with the command line, in one line; null when nothing is.</summary>
    public string? Problem(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (UsageProblem.Of(parsed, arguments) is not { } problem)
            return null;
        // A word that is no directory's may be a command's.
        return CommandOf(arguments) is null && MistypedCommand(arguments) is { Length: > 0 } meant ? $"there is no command {arguments[0]}{meant}" : problem;
    }

    /// <returns>Which command may have been meant by a first argument that is none, as the end of a sentence; empty when it looks like none.</returns>
    public string MistypedCommand(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] && !first.StartsWith('-') && !first.Contains('/')
            ? UsageProblem.NearestCommand(first, commands.Select(command => command.Name))
            : "";

    /// <returns>The shell for which completion was asked for; null when none was.</returns>
    public string? CompletionFor(ParseResult parsed) =>
        parsed.GetResult(completion) is { Errors: var errors } && !errors.Any() ? parsed.GetValue(completion) : null;

    public Settings Read(ParseResult parsed)
    {
        var inside = Prepared.Parse(parsed.GetValue(prepared));
        var isInit = Libc.getpid() == 1;
        var profiles = Path.GetFullPath(parsed.GetValue(profilesDirectory)!);
        var inForeground = parsed.GetValue(foreground) || isInit;
        return new Settings
        {
            StateDirectory = Path.GetFullPath(parsed.GetValue(stateDirectory)!),
            ProfilesDirectory = profiles,
            Foreground = inForeground,
            LogLevel = parsed.GetValue(debug) ? LogLevel.Debug : Level(parsed.GetValue(logLevel)!),
            LogPath = parsed.GetValue(logPath) is { } path ? Path.GetFullPath(path)
                : inForeground ? null
                : Path.Combine(profiles, "error.log"),
            StopOnTerminate = parsed.GetValue(onTerminate) is { } chosen ? chosen == "stop" : isInit,
            Prepared = inside,
        };
    }

    /// <summary>The same settings as arguments, for the process that supervises.</summary>
    public static IReadOnlyList<string> Write(Settings settings, Prepared prepared)
    {
        List<string> arguments = [prepared.ToString(), $"--log-level={Levels[(int)LogLevel.Critical - (int)settings.LogLevel]}"];
        if (settings.Foreground)
            arguments.Add("--foreground");
        if (settings.LogPath is { } path)
            arguments.Add($"--log-path={path}");
        arguments.Add($"--on-terminate={(settings.StopOnTerminate ? "stop" : "leave")}");
        // Behind "--" nothing is taken for an option, whatever the directories are called.
        return [.. arguments, "--", settings.StateDirectory, settings.ProfilesDirectory];
    }

    private RootCommand NewRoot()
    {
        var root = new RootCommand("Starts the programs described in PROFILES_DIR, keeps them running and notices changed, added and removed profiles.");
        // The parser's own would take /h and /? for help, which are paths here.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.OfType<VersionOption>().Single().Description = "print the version";
        foreach (var symbol in new Option[] { foreground, debug, logLevel, logPath, onTerminate, completion, prepared, help })
            root.Add(symbol);
        root.Add(stateDirectory);
        root.Add(profilesDirectory);
        return root;
    }

    private static LogLevel Level(string name) =>
        LogLevel.Critical - Array.FindIndex(Levels, level => level.Equals(name, StringComparison.OrdinalIgnoreCase));
}
