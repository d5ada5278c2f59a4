using ProcLaunch.Logging;

namespace ProcLaunch.Runtime;

/// <summary>
/// Says everything in the log, one after the other, away from whoever noticed it. The logger is the host program's: a slow one
/// must not hold up the supervision of anything, and one that fails costs nothing but its line.
/// </summary>
internal sealed class Announcer(NoticeLog log)
{
    private readonly SerialQueue lane = new(static _ => { });

    public void Say(Action<NoticeLog> say) => lane.Post(() => say(log));

    /// <summary>Completes when everything so far is in the log.</summary>
    public Task WhenIdle() => lane.WhenIdle();
}
