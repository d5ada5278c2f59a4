using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Listens to the profiles directory, to each profile's own and to the files elsewhere that matter to one, and tells which
/// names to look at, once each has been quiet for a moment. What notifications cannot see is looked at every second.
/// </summary>
internal sealed class ProfileWatch : IDisposable
{
    // The list itself, among the names that changed: no profile has an empty one.
    private const string List = "";

    private static readonly TimeSpan BlindInterval = TimeSpan.FromSeconds(1);
    // Against notifications that were lost; they are not supposed to be.
    private static readonly TimeSpan SafetyInterval = TimeSpan.FromSeconds(60);

    private readonly string? directory;
    private readonly Action<IReadOnlySet<string>?> look;
    private readonly TimeProvider time;
    private readonly Poller poller;
    private readonly DirectoryWatcher? notifications;
    private readonly Dictionary<string, IDisposable> watches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutsideFiles> outside = new(StringComparer.Ordinal);
    private readonly HashSet<string> blind = new(StringComparer.Ordinal);
    private readonly QuietNames changed;
    private IReadOnlyCollection<string> followed = [];
    private readonly ITimer regular;
    private IDisposable? top;
    private bool allWatched;
    private long lastFullLook;

    /// <param name="directory">The profiles directory; null where there is none, only files elsewhere.</param>
    /// <param name="look">Told which profiles to look at; null for all of them and the list itself.</param>
    public ProfileWatch(string? directory, Action<IReadOnlySet<string>?> look, Action<Exception> onFault, TimeProvider time)
    {
        this.directory = directory;
        this.look = look;
        this.time = time;
        poller = new Poller("proclaunch-files", onFault);
        notifications = DirectoryWatcher.TryCreate(poller);
        changed = new QuietNames(names => look(names.Contains(List) ? null : names), time);
        regular = time.CreateTimer(_ => TellRegularly(), null, SafetyInterval, SafetyInterval);
        lastFullLook = time.GetTimestamp();
    }

    /// <summary>To be called before each look at the list.</summary>
    public void FollowList()
    {
        lock (watches)
            top ??= notifications?.WatchEntries(directory!, OnEntry);
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
                if (!watches.ContainsKey(name) && notifications?.Watch(Path.Combine(directory!, name), null, file => OnFile(name, file)) is { } watch)
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
            List<IDisposable> found = [.. paths.Select(path => Listen(name, path)).OfType<IDisposable>()];
            var complete = found.Count == paths.Count;
            // Of a directory also what comes and goes in it; of anything else there is no such watch.
            found.AddRange(paths.Select(path => notifications?.WatchEntries(path, _ => OnOutsideFile(name))).OfType<IDisposable>());
            outside[name] = new OutsideFiles(paths, found, complete);
            return complete;
        }
    }

    /// <summary>It changes still: it is told again later.</summary>
    public void LookAgain(string name) => changed.Note(name);

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
        changed.Dispose();
        regular.Dispose();
        // Its thread first: nothing may be closed while it reads from it.
        poller.Dispose();
        notifications?.Dispose();
    }

    private void SetInterval()
    {
        allWatched = directory is null || (top is not null && followed.All(watches.ContainsKey));
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
            changed.Note(List);
        }
    }

    private void OnFile(string name, string file)
    {
        // A service may write whatever it likes into its directory: only the files that define it count.
        if (file.Length > 0 && !TableFile.Definition.Contains(file) && !TableFile.Switches.Contains(file))
            return;
        changed.Note(name);
    }

    private IDisposable? Listen(string name, string path) =>
        notifications?.Watch(Path.GetDirectoryName(path) ?? path, Path.GetFileName(path), _ => OnOutsideFile(name));

    private void OnOutsideFile(string name)
    {
        // Its directory may be another one now, or none, and what was a file a directory: the next look listens anew.
        lock (watches)
            Forget(name);
        changed.Note(name);
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
