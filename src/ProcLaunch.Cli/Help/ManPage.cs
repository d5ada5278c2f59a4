using System.CommandLine;
using System.Text;

namespace ProcLaunch.Cli.Help;

/// <summary>The manual, proclaunch(1), of the definitions that <c>--help</c> prints; in the macros of man(7).</summary>
internal static class ManPage
{
    private static readonly HelpRow[] ExitCodes =
    [
        new("0", "Done; or a supervisor runs already on STATE_DIR."),
        new("1", "Failed; standard error says why."),
        new("2", "Bad usage."),
        new("3", "status: a named profile is not running; or any of all, if none is named."),
        new("4", "There is no such profile."),
        new("5", "No supervisor runs on the state directory."),
        new("111", "The supervisor in the foreground received SIGHUP, and all profiles were stopped."),
    ];

    private static readonly HelpRow[] Signals =
    [
        new("SIGTERM, SIGINT", "End the supervisor at once. The profiles run on, for the next one to adopt. With --on-terminate=stop or as PID 1 all profiles are stopped first; a second signal does not wait for them."),
        new("SIGHUP", "Stop all profiles, then end with exit code 111; a second one does not wait for them."),
        new("SIGUSR1", "Open the log file anew, after it was rotated."),
    ];

    private static readonly HelpRow[] Variables =
    [
        new("PROCLAUNCH_STATE", "The state directory of the supervisor that commands mean, where -s names none."),
        new("NO_COLOR", "If set and not empty, no colours on a terminal."),
    ];

    private static readonly HelpRow[] Files =
    [
        new("STATE_DIR/log/NAME.log", "What a service wrote; NAME.log.1 is the newest old file."),
        new("STATE_DIR/proclaunch.pid", "The pid of the supervisor."),
        new("PROFILES_DIR/NAME/", "One profile: run, pid_file, restart, down, stop_signal, reload, user, profile.json."),
        new("PROFILES_DIR/error.log", "The log of a supervisor that is a daemon and was given no other."),
    ];

    public static string Of(Command program, string version)
    {
        var page = HelpPage.Of(program);
        var text = new StringBuilder();
        text.Append($".\\\" Made from the definitions of the commands by ManPageTests, do not edit.\n.TH PROCLAUNCH 1 \"\" \"ProcLaunch {version}\" \"User Commands\"\n");
        Section(text, "NAME").Append(".B proclaunch\n\\- supervise the programs in a directory of profiles\n");
        Section(text, "SYNOPSIS");
        Usage(text, page);
        foreach (var command in program.Subcommands)
        {
            text.Append(".br\n");
            Usage(text, HelpPage.Of(command));
        }
        Section(text, "DESCRIPTION").Append(Escape(page.Description)).Append('\n');
        text.Append(".PP\nIt becomes a daemon unless told otherwise, and does nothing where a supervisor runs already.\n"
            + ".PP\nIf the first argument is the name of a command, that is carried out instead; a state directory of that name is written\n.IR ./status .\n");
        Rows(text, page.Arguments);
        Section(text, "OPTIONS");
        Rows(text, page.Options);
        Section(text, "COMMANDS");
        foreach (var command in program.Subcommands)
            Command(text, HelpPage.Of(command));
        foreach (var (title, rows) in new[] { ("SIGNALS", Signals), ("EXIT STATUS", ExitCodes), ("ENVIRONMENT", Variables), ("FILES", Files) })
            Rows(Section(text, title), rows);
        return text.ToString();
    }

    private static void Command(StringBuilder text, HelpPage page)
    {
        text.Append(".SS ").Append(Escape(page.Usage)).Append('\n').Append(Escape(page.Description)).Append('\n');
        Rows(text, [.. page.Arguments, .. page.Options]);
    }

    private static StringBuilder Section(StringBuilder text, string title) => text.Append(".SH ").Append(title).Append('\n');

    private static void Usage(StringBuilder text, HelpPage page)
    {
        text.Append(".B ").Append(Escape(page.Name)).Append('\n');
        if (page.Usage.Length > page.Name.Length)
            text.Append(Escape(page.Usage[(page.Name.Length + 1)..])).Append('\n');
    }

    private static void Rows(StringBuilder text, IReadOnlyList<HelpRow> rows)
    {
        foreach (var row in rows)
            text.Append(".TP\n.B ").Append(Escape(row.Term)).Append('\n').Append(Escape(row.Meaning)).Append('\n');
    }

    /// <summary>What roff(7) would take for something else: a hyphen that must stay one, and what begins a request.</summary>
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e").Replace("-", "\\-").Replace("…", "\\[u2026]");
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? "\\&" + escaped : escaped;
    }
}
