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
    private readonly SymbolicLinks links;
    private readonly Settling settling;
    private readonly SerialQueue lane;
    private readonly Dictionary<string, Followed> known = new(StringComparer.Ordinal);
    private ProfileWatch? watch;
    private bool disposed;

    public AddedFiles(Action<ProfileEvent> tell, TimeProvider time)
    {
        (this.tell, this.time) = (tell, time);
        links = new SymbolicLinks(files);
        settling = new Settling(QuietNames.Quiet, time);
        lane = new SerialQueue(Report);
    }

    /// <summary>Follows these files from here on and no others; to be called before whoever reads them is started.</summary>
    public void Follow(string name, IReadOnlyList<string> paths)
    {
        // Looked at here and listened to on the lane: the first look there finds what changes in between.
        var stamp = StampOf(paths);
        lane.Post(() => Begin(name, new Followed(paths, stamp)));
    }

    public void Dispose() => lane.Post(() =>
    {
        disposed = true;
        watch?.Dispose();
    });

    private void Begin(string name, Followed followed)
    {
        settling.Forget(name);
        if (disposed || (followed.Paths.Count == 0 && !known.Remove(name)))
            return;
        watch ??= new ProfileWatch(null, names => lane.Post(() => Look(names)), Report, time);
        if (followed.Paths.Count > 0)
        {
            known[name] = followed;
            LookAt(name);
        }
        else
            Listen(name, []);
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
        // Listened to first and looked at then: a change in between is seen twice rather than not at all.
        Listen(name, before.Paths);
        var stamp = StampOf(before.Paths);
        if (stamp == before.Stamp)
            settling.Forget(name);
        else if (!settling.HasSettled(name, stamp))
            watch!.LookAgain(name);
        else
        {
            known[name] = before with { Stamp = stamp };
            tell(new ProfileEvent.FilesChanged(name));
        }
    }

    private void Listen(string name, IReadOnlyList<string> paths) =>
        watch!.SetBlind(name, !watch.FollowOutside(name, paths) || paths.Any(links.IsLink) || paths.Any(links.IsBehindLink));

    private string StampOf(IReadOnlyList<string> paths) => ProfileStamp.Of(paths.Select(path => (path, FileLook.At(files, path))));

    private void Report(Exception e) => tell(new ProfileEvent.TroubleMet("", $"looking at watched files failed unexpectedly: {e}"));
}
