namespace ProcLaunch;

/// <summary>A profile did not come to run. The message ends with what its program wrote last.</summary>
public sealed class ProfileStartException : ProfileException
{
    internal ProfileStartException(string profile, string reason, ExitStatus? exit, IReadOnlyList<string> output)
        : base(profile, reason, Quoted(output)) => (Exit, Output) = (exit, output);

    /// <summary>How its program ended last; <c>null</c> when it never did.</summary>
    public ExitStatus? Exit { get; }

    /// <summary>The last lines that it wrote, oldest first; empty when it wrote nothing.</summary>
    public IReadOnlyList<string> Output { get; }

    private static string Quoted(IReadOnlyList<string> output) =>
        output.Count == 0 ? "" : $"\nIts last output:\n{string.Join('\n', output.Select(line => $"    {line}"))}";
}
