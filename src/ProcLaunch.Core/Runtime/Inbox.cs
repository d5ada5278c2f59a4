using System.Threading.Channels;

namespace ProcLaunch.Runtime;

/// <summary>Where everything that happens is posted, from any thread, and where the one loop waits.</summary>
internal sealed class Inbox<T> : IDisposable
{
    // What a timer may be set to at most; longer waits are simply cut in two.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(20);

    private readonly Channel<T?> channel = Channel.CreateUnbounded<T?>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ITimer alarm;

    public Inbox(TimeProvider time) =>
        // An alarm is an empty message: it wakes the loop, which then sees for itself what is due.
        alarm = time.CreateTimer(_ => channel.Writer.TryWrite(default), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Post(T message) => channel.Writer.TryWrite(message);

    public bool TryTake(out T? message) => channel.Reader.TryRead(out message);

    /// <summary>The only place where supervision waits: for a message, or until a moment.</summary>
    public async ValueTask WaitAsync(TimeSpan? atMost)
    {
        if (atMost is { } limit)
            alarm.Change(limit > Longest ? Longest : limit > TimeSpan.Zero ? limit : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await channel.Reader.WaitToReadAsync().ConfigureAwait(false);
        if (atMost is not null)
            alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => alarm.Dispose();
}
