using Microsoft.Extensions.Logging;

namespace ProcLaunch.Cli;

/// <summary>What was asked for on the command line; paths are absolute.</summary>
internal sealed record Settings
{
    public required string StateDirectory { get; init; }

    public required string ProfilesDirectory { get; init; }

    public bool Foreground { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Null: standard error.</summary>
    public string? LogPath { get; init; }

    public bool StopOnTerminate { get; init; }

    /// <summary>Set inside the process that supervises, by the one that prepared it.</summary>
    public Prepared? Prepared { get; init; }
}
