namespace ProcLaunch.Control;

/// <summary>A record of the log.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Level">Its level, as the log writes it: <c>FATAL</c>, <c>ERROR</c>, <c>WARN</c>, <c>INFO</c> or <c>DEBUG</c>.</param>
/// <param name="Message">The message.</param>
public sealed record LogReport(DateTimeOffset At, string Level, string Message);
