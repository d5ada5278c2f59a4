using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Logs;

/// <summary>The log of one service.</summary>
internal sealed record ServiceOutput(string Name, string StateDirectory)
{
    public string Path { get; } = new StatePaths(StateDirectory).LogOf(Name);

    /// <summary>Whether there is one. A name that no profile can have leads nowhere.</summary>
    public bool Exists
    {
        get
        {
            if (ProfileName.Problem(Name) is not null)
                return false;
            using var reader = new LogReader(Path, lastLines: 0);
            return reader.Found;
        }
    }
}
