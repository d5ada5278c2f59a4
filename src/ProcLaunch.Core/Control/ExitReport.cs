namespace ProcLaunch.Control;

/// <summary>How a service ended; code and signal are both <c>null</c> where nobody could say.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Code">The exit code.</param>
/// <param name="Signal">The name of the signal that ended it, for example <c>SIGSEGV</c>.</param>
public sealed record ExitReport(DateTimeOffset At, int? Code, string? Signal);
