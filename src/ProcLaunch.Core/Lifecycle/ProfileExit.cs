namespace ProcLaunch.Lifecycle;

internal sealed record ProfileExit(DateTimeOffset At, ExitStatus Status);
