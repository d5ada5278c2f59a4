using ProcLaunch.Logging;

namespace ProcLaunch.Runtime;

/// <summary>
/// Says everything in the log, one after the other, away from whoever noticed it. The logger is the host program's: a slow one
/// must not hold up the supervision of anything, and one that fails costs nothing but its line.
/// </summary>
/// <param name="begin">How its queue is run; null for a thread of the pool.</param>
internal sealed class Announcer(NoticeLog log, Action<SerialQueue>? begin = null)
{
    private readonly SerialQueue queue = new(static _ => { }, begin);

    public void Say(Action<NoticeLog> say) => queue.Post(() => say(log));

    /// <summary>Completes when everything so far is in the log.</summary>
    public Task WhenIdle() => queue.WhenIdle();
}
