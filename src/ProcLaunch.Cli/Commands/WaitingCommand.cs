using System.CommandLine;
using System.Globalization;
using ProcLaunch.Profiles;

namespace ProcLaunch.Cli.Commands;

/// <summary>A command that changes profiles and waits until they are as it was asked for.</summary>
internal abstract class WaitingCommand : ClientCommand
{
    private readonly NameArgument names = NameArgument.SeveralOrAll();
    private readonly Flag all = new("all profiles", "--all");
    private readonly Flag noWait = new("return at once, without waiting for the outcome", "--no-wait");
    private readonly Option<TimeSpan> timeout = new("--timeout")
    {
        Description = "how long to wait, like 500ms, 10s or 2m; default 30s. What was begun goes on after that",
        HelpName = "TIME",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(30),
    };

    protected WaitingCommand(string name, string description)
        : base(name, description)
    {
        timeout.CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (Duration.Problem(text, out var time) is { } problem)
                result.AddError($"--timeout={text} {problem}: {Duration.WhatToWrite}");
            return time;
        };
        Command.Add(names);
        Command.Add(all);
        Command.Add(noWait);
        Command.Add(timeout);
        Command.Validators.Add(result =>
        {
            var named = result.GetResult(names)?.Tokens.Count > 0;
            if (named == result.GetValue(all))
                result.AddError(named ? "write names or --all, not both" : $"which profile? Write proclaunch {Name} NAME, or --all");
        });
    }

    /// <summary>The names written; null when all profiles are meant.</summary>
    protected IReadOnlyList<string>? Names(ParseResult parsed) => parsed.GetValue(all) ? null : parsed.GetValue(names);

    /// <summary>How long to wait; null: not at all.</summary>
    protected TimeSpan? Wait(ParseResult parsed) => parsed.GetValue(noWait) ? null : parsed.GetValue(timeout);
}
