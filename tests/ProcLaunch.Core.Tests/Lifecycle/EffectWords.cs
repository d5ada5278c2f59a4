using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>Effects as the short lines that stories are compared with.</summary>
internal static class EffectWords
{
    /// <returns>Null for what stories do not tell: records, and the SIGCONT behind every stop signal.</returns>
    public static string? Of(Effect effect) => effect switch
    {
        Effect.Announce announce => Of(announce.Notice),
        Effect.Launch => "launch",
        Effect.Adopt => "adopt",
        Effect.Send { Signal.Number: 18 } => null,
        Effect.Send send => $"{send.Signal} to {(send.Target == SignalTarget.Everything ? "everything" : "the service")}",
        Effect.LookAgain => "look",
        Effect.Release => "release",
        Effect.Forget => "forget",
        Effect.AwaitReady await => $"await ready {await.Service.Pid}",
        Effect.WatchHealth watch => $"watch health {watch.Service.Pid}",
        Effect.EndProbes => "end probes",
        _ => null,
    };

    private static string? Of(Notice notice) => notice switch
    {
        Notice.Starting => "starting",
        Notice.Running running => $"running {running.Pid}",
        Notice.Adopted adopted => $"adopted {adopted.Pid}",
        Notice.Died { Mode: ProfileMode.Daemon } => "died",
        Notice.Died died => $"died {died.Pid} {DisplayText.Of(died.Status)}",
        Notice.Restarting restarting => string.Create(
            CultureInfo.InvariantCulture, $"restarting in {restarting.Delay.TotalSeconds:0.###}s after {restarting.Failures}"),
        Notice.Reloading reloading => $"reloading {reloading.Pid}",
        Notice.Stopping => "stopping",
        Notice.Stopped => "stopped",
        Notice.Disappeared => "disappeared",
        Notice.StartFailed failed => $"start failed: {failed.Reason}",
        Notice.GaveUp gaveUp => $"gave up after {gaveUp.Restarts}",
        Notice.Killing { Again: true } => "still there",
        Notice.Killing => "did not end in time",
        Notice.Invalid => "invalid",
        Notice.Changed => "changed",
        Notice.Ready => "ready",
        Notice.Unhealthy unhealthy => unhealthy.Problem,
        Notice.LeftBehind => "left something behind",
        Notice.Unexpected unexpected => $"BUG: {unexpected.Trigger} while {unexpected.State}",
        _ => null,
    };
}
