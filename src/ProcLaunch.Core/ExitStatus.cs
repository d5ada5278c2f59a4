using System.Globalization;

namespace ProcLaunch;

/// <summary>How a process ended (wait(2)).</summary>
/// <param name="Code">The exit code; null when a signal ended it or nobody could say.</param>
/// <param name="Signal">The signal that ended it; null when it exited by itself or nobody could say.</param>
public readonly record struct ExitStatus(int? Code, Signal? Signal)
{
    /// <summary>It ended, and nobody could say how: it was not our child.</summary>
    public static ExitStatus Unknown => default;

    /// <summary>Exit code 0. An unknown status does not count as success.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>An exit code.</summary>
    public static ExitStatus Exited(int code) => new(code, null);

    /// <summary>An end by signal.</summary>
    public static ExitStatus Signaled(Signal signal) => new(null, signal);

    /// <returns><c>exit code 1</c>, <c>signal SIGSEGV</c>, or empty where unknown.</returns>
    public override string ToString() =>
        Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}")
        : Signal is { } signal ? $"signal {signal.Name}"
        : "";
}
