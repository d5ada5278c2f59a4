using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Listens to the profiles directory and to each profile's own, and tells which names to look at, once it has been quiet
/// for a moment: half-written directories are not news. What notifications cannot see is looked at every second.
/// </summary>
internal sealed class ProfileWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);
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
    private readonly Dictionary<string, OutsideFiles> outside = new(StringComparer.Ordinal);
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

    /// <summary>To be called before each look at the list.</summary>
    public void FollowList()
    {
        lock (watches)
            top ??= notifications?.WatchEntries(directory, OnEntry);
    }

    /// <summary>To be called after each look at the list: watches what is new, forgets what is gone.</summary>
    /// <returns>False when not all of them can be watched.</returns>
    public bool Follow(IReadOnlyCollection<string> names)
    {
        lock (watches)
        {
            foreach (var gone in watches.Keys.Except(names).ToList())
                Unwatch(gone);
            foreach (var name in names)
            {
                if (!watches.ContainsKey(name) && notifications?.Watch(Path.Combine(directory, name), null, file => OnFile(name, file)) is { } watch)
                    watches[name] = watch;
            }
            blind.RemoveWhere(name => !names.Contains(name));
            foreach (var gone in outside.Keys.Except(names).ToList())
                Forget(gone);
            followed = names;
            SetInterval();
            return allWatched;
        }
    }

    /// <summary>Listens to files elsewhere that matter to a profile.</summary>
    /// <returns>False when not all of them can be listened to.</returns>
    public bool FollowOutside(string name, IReadOnlyList<string> paths)
    {
        lock (watches)
        {
            if (outside.TryGetValue(name, out var followed) && followed.Complete && followed.Paths.SequenceEqual(paths))
                return true;
            Forget(name);
            if (paths.Count == 0)
                return true;
            outside[name] = new OutsideFiles(paths, [.. paths.Select(path => notifications?.Watch(
                Path.GetDirectoryName(path)!, Path.GetFileName(path), file => OnOutsideFile(name, file))).OfType<IDisposable>()]);
            return outside[name].Complete;
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

    private void Forget(string name)
    {
        if (!outside.Remove(name, out var files))
            return;
        foreach (var watch in files.Watches)
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

    private void OnOutsideFile(string name, string file)
    {
        lock (watches)
        {
            // Its directory is another one now, or none.
            if (file.Length == 0)
                Forget(name);
            // A build may write for a long time: it is waited for.
            NotePatiently(name);
        }
    }

    private void Note(string name)
    {
        firstChange ??= time.GetTimestamp();
        NotePatiently(name);
    }

    private void NotePatiently(string name)
    {
        changed.Add(name);
        var left = firstChange is { } first ? LongestWait - time.GetElapsedTime(first) : Quiet;
        quiet.Change(left >= Quiet ? Quiet : left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        HashSet<string>? names;
        lock (watches)
        {
            if (changed.Count == 0)
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
