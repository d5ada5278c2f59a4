using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Listens to the profiles directory and to each profile's own, and tells which names to look at, once it has been quiet
/// for a moment: half-written directories are not news. What notifications cannot see is looked at every second.
/// </summary>
internal sealed class ProfileWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan BlindInterval = TimeSpan.FromSeconds(1);
    // Against notifications that were lost; they are not supposed to be.
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(60);

    private readonly string directory;
    private readonly Action<IReadOnlySet<string>?> look;
    private readonly TimeProvider time;
    private readonly Poller poller;
    private readonly DirectoryWatcher? notifications;
    private readonly Dictionary<string, IDisposable> watches = new(StringComparer.Ordinal);
    private readonly HashSet<string> blind = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private IReadOnlyCollection<string> followed = [];
    private readonly ITimer quiet;
    private readonly ITimer regular;
    private IDisposable? top;
    private bool allWatched;
    private bool listChanged;
    private long? firstChange;
    private long lastFullLook;

    /// <param name="look">Told which profiles to look at; null for all of them and the list itself.</param>
    public ProfileWatch(string directory, Action<IReadOnlySet<string>?> look, Action<Exception> onFault, TimeProvider time)
    {
        this.directory = directory;
        this.look = look;
        this.time = time;
        poller = new Poller("proclaunch-files", onFault);
        notifications = DirectoryWatcher.TryCreate(poller);
        quiet = time.CreateTimer(_ => Tell(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        regular = time.CreateTimer(_ => TellRegularly(), null, SafetyInterval, SafetyInterval);
        lastFullLook = time.GetTimestamp();
    }

    /// <summary>To be called after each look at the list: watches what is new, forgets what is gone.</summary>
    /// <returns>False when not all of them can be watched.</returns>
    public bool Follow(IReadOnlyCollection<string> names)
    {
        lock (watches)
        {
            top ??= notifications?.WatchEntries(directory, OnEntry);
            foreach (var gone in watches.Keys.Except(names).ToList())
                Unwatch(gone);
            foreach (var name in names)
            {
                if (!watches.ContainsKey(name) && notifications?.Watch(Path.Combine(directory, name), null, file => OnFile(name, file)) is { } watch)
                    watches[name] = watch;
            }
            blind.RemoveWhere(name => !names.Contains(name));
            followed = names;
            SetInterval();
            return allWatched;
        }
    }

    /// <summary>A profile some of whose files are links: what changes behind them is not notified.</summary>
    public void SetBlind(string name, bool isBlind)
    {
        lock (watches)
        {
            if (isBlind ? blind.Add(name) : blind.Remove(name))
                SetInterval();
        }
    }

    /// <summary>The directory itself was lost: its watch is of no more use.</summary>
    public void Lose()
    {
        lock (watches)
        {
            top?.Dispose();
            top = null;
            foreach (var name in watches.Keys.ToList())
                Unwatch(name);
            SetInterval();
        }
    }

    public void Dispose()
    {
        quiet.Dispose();
        regular.Dispose();
        // Its thread first: nothing may be closed while it reads from it.
        poller.Dispose();
        notifications?.Dispose();
    }

    private void SetInterval()
    {
        allWatched = top is not null && followed.All(watches.ContainsKey);
        var interval = allWatched && blind.Count == 0 ? SafetyInterval : BlindInterval;
        regular.Change(interval, interval);
    }

    private void Unwatch(string name)
    {
        if (watches.Remove(name, out var watch))
            watch.Dispose();
    }

    private void OnEntry(string name)
    {
        lock (watches)
        {
            // Another directory may bear the name now.
            Unwatch(name);
            if (name.Length == 0)
            {
                top?.Dispose();
                top = null;
            }
            listChanged = true;
            Note(name);
        }
    }

    private void OnFile(string name, string file)
    {
        // A service may write whatever it likes into its directory: only the files that define it count.
        if (file.Length > 0 && !TableFile.Definition.Contains(file) && !TableFile.Switches.Contains(file))
            return;
        lock (watches)
            Note(name);
    }

    private void Note(string name)
    {
        changed.Add(name);
        firstChange ??= time.GetTimestamp();
        var waited = time.GetElapsedTime(firstChange.Value);
        quiet.Change(waited + Quiet < LongestWait ? Quiet : LongestWait > waited ? LongestWait - waited : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        HashSet<string>? names;
        lock (watches)
        {
            if (firstChange is null)
                return;
            names = listChanged ? null : [.. changed];
            firstChange = null;
            listChanged = false;
            changed.Clear();
        }
        look(names);
    }

    private void TellRegularly()
    {
        HashSet<string>? names = null;
        lock (watches)
        {
            // Where all but a few are notified, only the few are looked at every second.
            if (allWatched && time.GetElapsedTime(lastFullLook) < SafetyInterval && blind.Count > 0)
                names = [.. blind];
            else
                lastFullLook = time.GetTimestamp();
        }
        look(names);
    }
}
