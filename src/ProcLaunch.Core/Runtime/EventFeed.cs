using System.Threading.Channels;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>Numbers what happened and hands it to all who subscribed. Not thread-safe: the view it belongs to locks.</summary>
internal sealed class EventFeed
{
    /// <summary>How far a reader may fall behind before it is told so and dropped.</summary>
    public const int Capacity = 10_000;

    private readonly List<Channel<SupervisorEvent>> subscribers = [];
    private bool completed;

    public long LastNumber { get; private set; }

    public ChannelReader<SupervisorEvent> Subscribe(int capacity = Capacity)
    {
        var channel = Channel.CreateBounded<SupervisorEvent>(new BoundedChannelOptions(capacity) { SingleWriter = true });
        if (completed)
            channel.Writer.Complete();
        else
            subscribers.Add(channel);
        return channel.Reader;
    }

    public void Unsubscribe(ChannelReader<SupervisorEvent> reader)
    {
        if (subscribers.FindIndex(channel => channel.Reader == reader) is >= 0 and var index)
        {
            subscribers[index].Writer.TryComplete();
            subscribers.RemoveAt(index);
        }
    }

    /// <summary>Tells of a notice, where it is one of the events that are promised to readers.</summary>
    public void Tell(string profile, Notice notice, int? pid, DateTimeOffset at)
    {
        if (KindOf(notice) is not { } kind)
            return;
        var told = new SupervisorEvent
        {
            Number = ++LastNumber,
            At = at,
            Profile = profile,
            Kind = kind,
            Pid = (notice as Notice.Died)?.Pid ?? pid,
            Exit = notice switch { Notice.Died died => died.Status, Notice.StartFailed failed => failed.Status, _ => null },
            Problem = notice switch { Notice.StartFailed failed => failed.Problem, Notice.GaveUp gaveUp => gaveUp.Problem, Notice.Unhealthy unhealthy => unhealthy.Problem, _ => null },
        };
        subscribers.RemoveAll(channel => !channel.Writer.TryWrite(told) && Drop(channel));
    }

    public void Complete()
    {
        completed = true;
        foreach (var channel in subscribers)
            channel.Writer.TryComplete();
        subscribers.Clear();
    }

    private static bool Drop(Channel<SupervisorEvent> channel) =>
        channel.Writer.TryComplete(new IOException("the reader of events fell too far behind: events were lost to it"));

    private static SupervisorEventKind? KindOf(Notice notice) => notice switch
    {
        Notice.Added => SupervisorEventKind.Added,
        Notice.Changed => SupervisorEventKind.Changed,
        Notice.Starting => SupervisorEventKind.Starting,
        Notice.Running => SupervisorEventKind.Running,
        Notice.Ready => SupervisorEventKind.Ready,
        Notice.Unhealthy => SupervisorEventKind.Unhealthy,
        Notice.Adopted => SupervisorEventKind.Adopted,
        Notice.Reloading => SupervisorEventKind.Reloading,
        Notice.Died or Notice.StartFailed => SupervisorEventKind.Died,
        Notice.Stopping => SupervisorEventKind.Stopping,
        Notice.Stopped => SupervisorEventKind.Stopped,
        Notice.GaveUp => SupervisorEventKind.GaveUp,
        Notice.Removed => SupervisorEventKind.Removed,
        _ => null,
    };
}
