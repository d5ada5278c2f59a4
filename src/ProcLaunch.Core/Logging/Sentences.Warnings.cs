using Microsoft.Extensions.Logging;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

// What needs a look, and what only helps to find out why.
internal static partial class Sentences
{
    private static void SayWhatNeedsALook(ILogger log, Notice notice)
    {
        switch (notice)
        {
            case Notice.StartFailed failed:
                SayStartFailed(log, failed.Reason, LastWords.Of(failed.Output));
                break;
            case Notice.GaveUp gaveUp:
                GaveUp(log, gaveUp.Restarts, DisplayText.Of(gaveUp.Window));
                break;
            case Notice.Killing { Again: false } killing:
                Killing(log, DisplayText.Of(killing.After));
                break;
            case Notice.Killing:
                Stuck(log);
                break;
            case Notice.Invalid invalid:
                Invalid(log, string.Join("; ", invalid.Problems), invalid.Runs ? "it runs on as it was" : "it is not started");
                break;
            case Notice.Added:
                Added(log);
                break;
            case Notice.Changed:
                Changed(log);
                break;
            case Notice.Removed:
                Removed(log);
                break;
            case Notice.Signalled signalled:
                Signalled(log, signalled.Signal, signalled.Pid);
                break;
            case Notice.Ready:
                Ready(log);
                break;
            case Notice.Unhealthy unhealthy:
                Unhealthy(log, unhealthy.Reason);
                break;
            case Notice.WaitsFor waits:
                WaitsFor(log, waits.What.ToString());
                break;
            case Notice.EssentialEnded ended:
                EssentialEnded(log, ended.Code);
                break;
            case Notice.LeftBehind:
                LeftBehind(log);
                break;
            case Notice.LauncherEnded ended:
                LauncherEnded(log, DisplayText.Of(ended.Status));
                break;
            case Notice.PidFileRefused refused:
                PidFileRefused(log, refused.Reason);
                break;
            case Notice.Trouble trouble:
                Trouble(log, trouble.What);
                break;
            case Notice.Unexpected unexpected:
                Unexpected(log, unexpected.Trigger, unexpected.State);
                break;
            case Notice.Bug bug:
                Bug(log, bug.What);
                break;
        }
    }

    private static void SayStartFailed(ILogger log, string reason, string output)
    {
        if (output.Length > 0)
            StartFailedSaying(log, reason, output);
        else
            StartFailed(log, reason);
    }

    [LoggerMessage(20, LogLevel.Warning, "start failed: {Reason}")]
    private static partial void StartFailed(ILogger log, string reason);

    [LoggerMessage(32, LogLevel.Warning, "start failed: {Reason}; it last wrote: {Output}")]
    private static partial void StartFailedSaying(ILogger log, string reason, string output);

    [LoggerMessage(21, LogLevel.Warning, "gave up: {Restarts} restarts within {Window}; it stays stopped until its files change or someone starts it")]
    private static partial void GaveUp(ILogger log, int restarts, string window);

    [LoggerMessage(22, LogLevel.Warning, "did not stop within {Time}; sending SIGKILL")]
    private static partial void Killing(ILogger log, string time);

    [LoggerMessage(23, LogLevel.Warning, "is still there after SIGKILL: the kernel holds it; no new instance is started until it is gone")]
    private static partial void Stuck(ILogger log);

    [LoggerMessage(24, LogLevel.Warning, "invalid definition, {Consequence}: {Problems}")]
    private static partial void Invalid(ILogger log, string problems, string consequence);

    [LoggerMessage(25, LogLevel.Debug, "changed on disk")]
    private static partial void Changed(ILogger log);

    [LoggerMessage(26, LogLevel.Debug, "stopping what it may have left behind")]
    private static partial void LeftBehind(ILogger log);

    [LoggerMessage(27, LogLevel.Debug, "its run ended with {Status}")]
    private static partial void LauncherEnded(ILogger log, string status);

    [LoggerMessage(28, LogLevel.Warning, "{Reason}")]
    private static partial void PidFileRefused(ILogger log, string reason);

    [LoggerMessage(29, LogLevel.Warning, "{What}")]
    private static partial void Trouble(ILogger log, string what);

    [LoggerMessage(30, LogLevel.Error, "unexpected {Trigger} while {State}: a bug in ProcLaunch; nothing was done")]
    private static partial void Unexpected(ILogger log, ProfileTrigger trigger, ProfileState state);

    [LoggerMessage(31, LogLevel.Error, "a bug in ProcLaunch: {What}")]
    private static partial void Bug(ILogger log, string what);

    [LoggerMessage(39, LogLevel.Debug, "added")]
    private static partial void Added(ILogger log);

    [LoggerMessage(33, LogLevel.Debug, "forgotten")]
    private static partial void Removed(ILogger log);

    [LoggerMessage(34, LogLevel.Debug, "sending {Signal} to pid {Pid}, as was asked")]
    private static partial void Signalled(ILogger log, Signal signal, int pid);

    [LoggerMessage(35, LogLevel.Debug, "is not started yet: {What}")]
    private static partial void WaitsFor(ILogger log, string what);

    [LoggerMessage(36, LogLevel.Warning, "is essential and has ended for good: stopping all profiles, to exit with {Code}")]
    private static partial void EssentialEnded(ILogger log, int code);

    [LoggerMessage(37, LogLevel.Debug, "ready")]
    private static partial void Ready(ILogger log);

    [LoggerMessage(38, LogLevel.Warning, "unhealthy: {Reason}; it is stopped, and counts as failed")]
    private static partial void Unhealthy(ILogger log, string reason);
}
