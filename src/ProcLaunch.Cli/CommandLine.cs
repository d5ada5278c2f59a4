using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>The options and arguments of the supervising mode, and how they become <see cref="Settings"/>.</summary>
internal sealed class CommandLine
{
    private static readonly string[] Levels = ["fatal", "error", "warn", "info", "debug"];
    private static readonly string[] LaterCommands =
        ["status", "start", "stop", "restart", "reload", "signal", "logs", "events", "explain", "rescan", "shutdown", "check"];

    private readonly Option<bool> foreground = new("--foreground", "-f", "-F") { Description = "do not daemonize" };
    private readonly Option<bool> debug = new("--debug", "-D") { Description = "same as --log-level=debug" };
    private readonly Option<string> logLevel = new("--log-level") { Description = "fatal, error, warn, info or debug", HelpName = "LEVEL", DefaultValueFactory = _ => "info" };
    private readonly Option<string?> logPath = new("--log-path") { Description = "default: PROFILES_DIR/error.log when daemonized, standard error in the foreground", HelpName = "FILE" };
    private readonly Option<string?> onTerminate = new("--on-terminate") { Description = "what SIGTERM and SIGINT do with the profiles: leave or stop; default leave, but stop as PID 1", HelpName = "leave|stop" };
    private readonly Option<string?> prepared = new(Prepared.Option) { Hidden = true };
    private readonly Argument<string> stateDirectory = new("STATE_DIR") { Description = "where ProcLaunch keeps its lock, records and the services' logs" };
    private readonly Argument<string> profilesDirectory = new("PROFILES_DIR") { Description = "one directory for each profile" };

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
        Root = new RootCommand("Starts the programs described in PROFILES_DIR, keeps them running and notices changed, added and removed profiles.")
        {
            foreground, debug, logLevel, logPath, onTerminate, prepared, stateDirectory, profilesDirectory,
        };
    }

    public RootCommand Root { get; }

    /// <summary>The first thing wrong with the command line, in one line; null when nothing is.</summary>
    public string? Problem(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (arguments is [var first, ..] && LaterCommands.Contains(first))
            return $"the command {first} is not part of this version (a directory of that name is written ./{first})";
        // The parser takes an option it does not know for a directory.
        if (!arguments.Contains("--") && Directories(parsed).FirstOrDefault(name => name.StartsWith('-')) is { } unknown)
            return $"the option {unknown} is not known";
        if (parsed.Errors is not [var error, ..])
            return null;
        // The parser's words for a missing argument do not say which.
        return error.SymbolResult is CommandResult or ArgumentResult { Tokens.Count: 0 } && error.Message.StartsWith("Required argument", StringComparison.Ordinal)
            ? "STATE_DIR and PROFILES_DIR are both needed"
            : error.Message;
    }

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

    private IEnumerable<string> Directories(ParseResult parsed) =>
        new[] { stateDirectory, profilesDirectory }.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => token.Value);

    private static LogLevel Level(string name) =>
        LogLevel.Critical - Array.FindIndex(Levels, level => level.Equals(name, StringComparison.OrdinalIgnoreCase));
}
