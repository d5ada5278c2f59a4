namespace ProcLaunch.Runtime;

/// <summary>
/// Names that changed, each told once it has been quiet for a moment: half-written directories are not news. One that is never
/// quiet is told all the same after a while.
/// </summary>
internal sealed class QuietNames : IDisposable
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(700);
    // A timer counts whole milliseconds, and must not be too early for the sake of a part of one.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly Action<IReadOnlySet<string>> tell;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly Dictionary<string, Change> changes = new(StringComparer.Ordinal);

    public QuietNames(Action<IReadOnlySet<string>> tell, TimeProvider time)
    {
        (this.tell, this.time) = (tell, time);
        timer = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Note(string name)
    {
        lock (changes)
        {
            // Otherwise it is set already, and not for later than this one needs.
            if (changes.Count == 0)
                timer.Change(Quiet + Grain, Timeout.InfiniteTimeSpan);
            var now = time.GetTimestamp();
            changes[name] = new Change(changes.TryGetValue(name, out var before) ? before.First : now, now);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Tell()
    {
        HashSet<string> due;
        lock (changes)
        {
            // One moment for all: what becomes due meanwhile is told next time.
            var now = time.GetTimestamp();
            due = [.. changes.Where(change => Left(change.Value, now) <= TimeSpan.Zero).Select(change => change.Key)];
            foreach (var name in due)
                changes.Remove(name);
            if (changes.Count > 0)
                timer.Change(changes.Values.Min(change => Left(change, now)) + Grain, Timeout.InfiniteTimeSpan);
        }
        if (due.Count > 0)
            tell(due);
    }

    private TimeSpan Left(Change change, long now)
    {
        var (quiet, longest) = (Quiet - time.GetElapsedTime(change.Last, now), LongestWait - time.GetElapsedTime(change.First, now));
        return quiet < longest ? quiet : longest;
    }

    private readonly record struct Change(long First, long Last);
}
