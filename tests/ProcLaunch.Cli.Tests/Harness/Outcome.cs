namespace ProcLaunch.Cli.Tests;

/// <summary>How a command ended, and what it said.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
