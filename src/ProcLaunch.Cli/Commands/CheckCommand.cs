using System.CommandLine;
using System.Globalization;
using System.Text;
using ProcLaunch.Hosting;
using ProcLaunch.Logging;
using ProcLaunch.Posix;
using ProcLaunch.Runtime;

namespace ProcLaunch.Cli.Commands;

/// <summary>Validates profiles without running anything.</summary>
internal sealed class CheckCommand : ProgramCommand
{
    private readonly Argument<string> directory = new("PROFILES_DIR") { Description = "one directory for each profile" };

    public CheckCommand()
        : base("check", "Says everything that is wrong with the profiles in a directory, without running anything.") => Command.Add(directory);

    public override Task<int> RunAsync(ParseResult parsed)
    {
        var path = parsed.GetValue(directory)!;
        if (!Directory.Exists(path))
            return Task.FromResult(ProcLaunchProgram.Fail(ExitCode.Failed, $"the profiles directory {Path.GetFullPath(path)} does not exist"));
        var (profiles, problems) = new ProfilesCheck(new PosixFiles(), new UserAccounts()).Check(path);
        var output = new StandardOutput();
        foreach (var problem in problems)
            output.WriteLine(Line(problem));
        if (problems.Count == 0)
            output.WriteLine(profiles == 1 ? "1 profile, no problems" : string.Create(CultureInfo.InvariantCulture, $"{profiles} profiles, no problems"));
        return Task.FromResult(problems.Count == 0 ? ExitCode.Done : ExitCode.Failed);
    }

    /// <summary><c>FILE:LINE: what; what to do</c>, where nothing in a file's name can make it two lines.</summary>
    private static string Line(ProfileProblem problem)
    {
        var text = new StringBuilder(problem.File);
        if (problem.Line is { } line)
            text.Append(CultureInfo.InvariantCulture, $":{line}");
        text.Append(": ").Append(problem.What);
        if (problem.Column is { } column)
            text.Append(CultureInfo.InvariantCulture, $" (column {column})");
        if (problem.WhatToDo is { } advice)
            text.Append("; ").Append(advice);
        return LineFormat.Escape(text.ToString());
    }
}
