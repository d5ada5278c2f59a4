using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>One command of the program: how it is written, and what it does.</summary>
internal abstract class ProgramCommand
{
    protected ProgramCommand(string name, string description) => Command = new Command(name, description);

    /// <summary>Its arguments and options, from which parsing, help, manual and completion are made.</summary>
    public Command Command { get; }

    public string Name => Command.Name;

    /// <summary>Does it. What was written has been checked.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">It failed; the message says why, and the program ends with <see cref="ExitCode.Failed"/>.</exception>
    public abstract Task<int> RunAsync(ParseResult parsed);
}
