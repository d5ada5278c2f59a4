using System.CommandLine;

namespace ProcLaunch.Cli.Commands;

/// <summary>A command about the supervisor of a state directory.</summary>
internal abstract class StateCommand : ProgramCommand
{
    private readonly StateOption state = new();

    protected StateCommand(string name, string description)
        : base(name, description)
    {
        Command.Add(state);
        // Of the command, not of the option: that is what it is not to be missing from.
        Command.Validators.Add(result =>
        {
            if (result.GetResult(state) is not { Tokens.Count: 0 } && StateOption.DirectoryOf(result) is null)
                result.AddError($"which state directory? Write {StateOption.Example} or set {StateOption.Variable}");
        });
    }

    public sealed override Task<int> RunAsync(ParseResult parsed)
    {
        var directory = StateDirectory(parsed);
        return Directory.Exists(directory)
            ? RunAsync(parsed, directory)
            : Task.FromResult(ProcLaunchProgram.Fail(ExitCode.NoSupervisor, $"the state directory {directory} does not exist"));
    }

    /// <param name="stateDirectory">Absolute, and there.</param>
    /// <inheritdoc cref="ProgramCommand.RunAsync(ParseResult)"/>
    protected abstract Task<int> RunAsync(ParseResult parsed, string stateDirectory);

    /// <summary>The state directory that is meant, absolute.</summary>
    protected static string StateDirectory(ParseResult parsed) => Path.GetFullPath(StateOption.DirectoryOf(parsed.CommandResult)!);
}
