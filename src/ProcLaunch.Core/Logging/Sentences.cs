using Microsoft.Extensions.Logging;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>Every sentence of the log. The INFO ones are word for word those of the contract: monitoring greps them.</summary>
internal static partial class Sentences
{
    public static void Say(ILogger log, Notice notice)
    {
        switch (notice)
        {
            case Notice.Starting:
                Starting(log);
                break;
            case Notice.Running running:
                Running(log, running.Pid);
                break;
            case Notice.Adopted adopted:
                Adopted(log, adopted.Pid);
                break;
            case Notice.Died { Mode: ProfileMode.Daemon }:
                DaemonDied(log);
                break;
            case Notice.Died died when died.Status == ExitStatus.Unknown:
                Died(log, died.Pid);
                break;
            case Notice.Died died:
                DiedWith(log, died.Pid, died.Status);
                break;
            case Notice.Restarting restarting:
                Restarting(log, restarting.Delay.TotalSeconds, restarting.Failures);
                break;
            case Notice.Reloading reloading:
                Reloading(log, reloading.Pid);
                break;
            case Notice.Stopping:
                Stopping(log);
                break;
            case Notice.Stopped:
                Stopped(log);
                break;
            case Notice.Disappeared:
                Disappeared(log);
                break;
            default:
                SayWhatNeedsALook(log, notice);
                break;
        }
    }

    [LoggerMessage(100, LogLevel.Information, "started pid {Pid}")]
    public static partial void Started(ILogger log, int pid);

    [LoggerMessage(101, LogLevel.Information, "received {Signal}. Stopping all profiles.")]
    public static partial void StoppingAll(ILogger log, string signal);

    [LoggerMessage(102, LogLevel.Information, "received {Signal} again. Exiting immediately.")]
    public static partial void ExitingImmediately(ILogger log, string signal);

    [LoggerMessage(103, LogLevel.Information, "all profiles stopped. Exiting.")]
    public static partial void AllStopped(ILogger log);

    [LoggerMessage(104, LogLevel.Information, "exiting")]
    public static partial void Exiting(ILogger log);

    [LoggerMessage(105, LogLevel.Debug, "received {Signal}")]
    public static partial void Received(ILogger log, string signal);

    [LoggerMessage(106, LogLevel.Debug, "reopened the log file")]
    public static partial void Reopened(ILogger log);

    [LoggerMessage(107, LogLevel.Critical, "{What}")]
    public static partial void Fatal(ILogger log, string what);

    [LoggerMessage(108, LogLevel.Debug, "was asked to shut down and {What}")]
    public static partial void ShutdownRequested(ILogger log, string what);

    [LoggerMessage(110, LogLevel.Warning, "cannot read the profiles directory {Directory}: {Why}; nothing is changed until it can be read again")]
    public static partial void ProfilesDirectoryLost(ILogger log, string directory, string why);

    [LoggerMessage(111, LogLevel.Debug, "the profiles directory {Directory} can be read again")]
    public static partial void ProfilesDirectoryBack(ILogger log, string directory);

    [LoggerMessage(112, LogLevel.Warning, "ignoring the directory {Name}: it cannot be a profile: {Why}")]
    public static partial void NameRefused(ILogger log, string name, string why);

    [LoggerMessage(113, LogLevel.Debug, "changes on disk are looked for every second: {Why}")]
    public static partial void PollingDirectories(ILogger log, string why);

    [LoggerMessage(114, LogLevel.Warning, "cannot be controlled: {Why}; it supervises all the same")]
    public static partial void NoControl(ILogger log, string why);

    [LoggerMessage(120, LogLevel.Warning, "output is being dropped: {Why}")]
    public static partial void OutputDropped(ILogger log, string why);

    [LoggerMessage(121, LogLevel.Warning, "output is written again, {Lines} lines were lost")]
    public static partial void OutputWritten(ILogger log, long lines);

    [LoggerMessage(122, LogLevel.Warning, "{Lines} lines of output were lost: {Why}")]
    public static partial void OutputLost(ILogger log, long lines, string why);

    [LoggerMessage(123, LogLevel.Error, "output is not captured any more: {Why}")]
    public static partial void OutputBroken(ILogger log, string why);

    [LoggerMessage(124, LogLevel.Warning, "its log file was not rotated as it should: {Why}")]
    public static partial void OutputNotRotated(ILogger log, string why);

    [LoggerMessage(1, LogLevel.Information, "starting")]
    private static partial void Starting(ILogger log);

    [LoggerMessage(2, LogLevel.Information, "running pid {Pid}")]
    private static partial void Running(ILogger log, int pid);

    [LoggerMessage(3, LogLevel.Information, "adopted pid {Pid}")]
    private static partial void Adopted(ILogger log, int pid);

    [LoggerMessage(4, LogLevel.Information, "died")]
    private static partial void DaemonDied(ILogger log);

    [LoggerMessage(5, LogLevel.Information, "died pid {Pid}")]
    private static partial void Died(ILogger log, int pid);

    [LoggerMessage(6, LogLevel.Information, "died pid {Pid} {Status}")]
    private static partial void DiedWith(ILogger log, int pid, ExitStatus status);

    [LoggerMessage(7, LogLevel.Information, "restarting in {Seconds:0.0}s after {Failures} failures")]
    private static partial void Restarting(ILogger log, double seconds, int failures);

    [LoggerMessage(8, LogLevel.Information, "reloading pid {Pid}")]
    private static partial void Reloading(ILogger log, int pid);

    [LoggerMessage(9, LogLevel.Information, "stopping")]
    private static partial void Stopping(ILogger log);

    [LoggerMessage(10, LogLevel.Information, "stopped")]
    private static partial void Stopped(ILogger log);

    [LoggerMessage(11, LogLevel.Information, "disappeared. Stopping and not restarting.")]
    private static partial void Disappeared(ILogger log);
}
