using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// All that posix_spawn(3) is told about one launch. What it cannot do itself is done by an <see cref="ExecChain"/>.
/// </summary>
internal sealed record LaunchPlan
{
    /// <summary>What is executed first: the program, or the first tool of the chain.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyCollection<string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>What the user asked for, for messages: <c>run</c> inside the profile's directory, else as written.</summary>
    public required string Program { get; init; }

    /// <summary>Where <see cref="Program"/> was found.</summary>
    public required string ProgramPath { get; init; }

    /// <param name="account">The user to change to; null to stay who we are.</param>
    /// <param name="inherited">Our own environment.</param>
    /// <exception cref="LaunchException">The program or a tool is not there.</exception>
    public static LaunchPlan For(
        ProfileDefinition definition, UserAccount? account, IReadOnlyDictionary<string, string> inherited, string mark, string currentDirectory)
    {
        var directory = System.IO.Path.GetFullPath(definition.WorkingDirectory ?? ".", currentDirectory);
        var environment = new ServiceEnvironment(definition, account, inherited, mark);
        var program = ProgramSearch.Find(definition.Command[0], directory, environment.Variables);
        var command = ExecChain.Around([program, .. definition.Command.Skip(1)], definition, account, account is null ? [] : environment.OnlyForTheService);
        return new LaunchPlan
        {
            Path = command[0],
            Arguments = command,
            Environment = environment.Entries(all: account is null),
            WorkingDirectory = directory,
            Program = program.StartsWith(directory + "/", StringComparison.Ordinal) ? program[(directory.Length + 1)..] : definition.Command[0],
            ProgramPath = program,
            SetsOpenFiles = definition.Limits.OpenFiles is not null,
        };
    }

    /// <summary>False when a tool of the chain is executed first, which then executes the program.</summary>
    public bool IsDirect => Path == ProgramPath;

    /// <inheritdoc cref="LaunchRequest.Notification"/>
    public (int Number, string Pipe)? Notification { get; init; }

    /// <summary>The definition sets the limit of open files itself.</summary>
    public bool SetsOpenFiles { get; init; }

    /// <summary>The same, begun by a tool that sets the soft limit of open files.</summary>
    public LaunchPlan WithOpenFiles(ulong soft, ulong hard)
    {
        var command = ExecChain.WithOpenFiles(Arguments, soft, hard);
        return this with { Path = command[0], Arguments = command };
    }
}
