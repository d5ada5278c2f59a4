using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>
/// Looks at the environment files and watched files of profiles that an app added, and tells when one has changed. As long as
/// there are none it holds neither a thread nor a timer.
/// </summary>
internal sealed class AddedFiles : IDisposable
{
    private sealed record Followed(IReadOnlyList<string> Paths, string Stamp);

    private readonly Action<ProfileEvent> tell;
    private readonly TimeProvider time;
    private readonly PosixFiles files = new();
    private readonly SerialQueue queue;
    private readonly Dictionary<string, Followed> known = new(StringComparer.Ordinal);
    private ProfileWatch? watch;
    private FileChanges? changes;
    private bool disposed;

    public AddedFiles(Action<ProfileEvent> tell, TimeProvider time)
    {
        (this.tell, this.time) = (tell, time);
        queue = new SerialQueue(Report);
    }

    /// <summary>Follows these files from here on and no others; to be called before whoever reads them is started.</summary>
    public void Follow(string name, IReadOnlyList<string> paths)
    {
        // Looked at here and listened to on the queue: the first look there finds what changes in between.
        var stamp = StampOf(paths);
        queue.Post(() => Begin(name, new Followed(paths, stamp)));
    }

    public void Dispose() => queue.Post(() =>
    {
        disposed = true;
        watch?.Dispose();
    });

    private void Begin(string name, Followed followed)
    {
        changes?.Forget(name);
        if (disposed || (followed.Paths.Count == 0 && !known.Remove(name)))
            return;
        watch ??= new ProfileWatch(null, names => queue.Post(() => Look(names)), Report, time);
        changes ??= new FileChanges(watch, files, time);
        if (followed.Paths.Count > 0)
        {
            known[name] = followed;
            LookAt(name);
        }
        else
            changes.Listen(name, [], []);
    }

    private void Look(IReadOnlySet<string>? names)
    {
        foreach (var name in names ?? known.Keys.ToHashSet())
            LookAt(name);
    }

    private void LookAt(string name)
    {
        if (disposed || !known.TryGetValue(name, out var before))
            return;
        changes!.Listen(name, [], before.Paths);
        var stamp = StampOf(before.Paths);
        if (stamp == before.Stamp)
            changes.Forget(name);
        else if (changes.HaveSettled(name, stamp))
        {
            known[name] = before with { Stamp = stamp };
            tell(new ProfileEvent.FilesChanged(name));
        }
    }

    private string StampOf(IReadOnlyList<string> paths) => ProfileStamp.Of(paths.Select(path => (path, FileLook.At(files, path))));

    private void Report(Exception e) => tell(new ProfileEvent.TroubleMet("", $"looking at watched files failed unexpectedly: {e}"));
}
