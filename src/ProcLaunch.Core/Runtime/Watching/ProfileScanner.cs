using ProcLaunch.Lifecycle;
using ProcLaunch.Logging;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>Looks at the profiles directory and tells what appeared, changed and disappeared. Reads only what looks different.</summary>
internal sealed class ProfileScanner : IDisposable
{
    private readonly string directory;
    private readonly Action<ProfileEvent> tell;
    private readonly Func<ProfileDefinition, ProcessIdentity?> findDaemon;
    private readonly Announcer announcer;
    private readonly PosixFiles files = new();
    private readonly ProfilesDirectory list;
    private readonly ProfileDirectory reader;
    private readonly Dictionary<string, ProfileReading> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private readonly SerialQueue queue;
    private readonly ProfileWatch watch;
    private readonly FileChanges changes;
    private bool lost;
    private bool polling;

    public ProfileScanner(
        string directory, IUserAccounts users, Func<ProfileDefinition, ProcessIdentity?> findDaemon, Action<ProfileEvent> tell, Announcer announcer, TimeProvider time)
    {
        this.directory = directory;
        this.findDaemon = findDaemon;
        this.tell = tell;
        this.announcer = announcer;
        list = new ProfilesDirectory(files);
        reader = new ProfileDirectory(files, users);
        Action<Exception> onFault = e => tell(new ProfileEvent.TroubleMet("", $"looking at the profiles failed unexpectedly: {e}"));
        queue = new SerialQueue(onFault);
        watch = new ProfileWatch(directory, names => queue.Post(() => Look(names)), onFault, time);
        changes = new FileChanges(watch, files, time);
    }

    /// <param name="recovered">Profiles known from an earlier ProcLaunch: those whose directories are gone have disappeared.</param>
    public async Task StartAsync(IEnumerable<string> recovered)
    {
        queue.Post(() =>
        {
            foreach (var name in recovered)
                known[name] = new ProfileReading(name, null, [], "", "");
            Look(null);
        });
        await queue.WhenIdle().ConfigureAwait(false);
    }

    /// <summary>Looks at everything now; completes when what was found has been told.</summary>
    public async Task RescanAsync()
    {
        queue.Post(() => Look(null));
        await queue.WhenIdle().ConfigureAwait(false);
    }

    public void Dispose() => watch.Dispose();

    private void Look(IReadOnlySet<string>? names)
    {
        if (names is null)
            LookAtList();
        else
        {
            foreach (var name in names)
            {
                if (known.ContainsKey(name))
                    LookAt(name);
            }
        }
    }

    private void LookAtList()
    {
        ProfilesListing listing;
        // Watched first and read then, here and below: a change in between is seen twice rather than not at all.
        watch.FollowList();
        try
        {
            listing = list.List(directory);
        }
        catch (IOException e)
        {
            if (!lost)
                announcer.Say(log => Sentences.ProfilesDirectoryLost(log.Own, directory, e.Message));
            lost = true;
            watch.Lose();
            return;
        }
        if (lost)
            announcer.Say(log => Sentences.ProfilesDirectoryBack(log.Own, directory));
        lost = false;
        foreach (var name in listing.NotAllowed.Where(refused.Add))
            announcer.Say(log => Sentences.NameRefused(log.Own, name, ProfileName.Problem(name)!));
        refused.IntersectWith(listing.NotAllowed);
        // Watched first and read then: a change in between is seen twice rather than not at all.
        var notified = watch.Follow(listing.Names);
        if (!notified && !polling)
            announcer.Say(log => Sentences.PollingDirectories(log.Own, "not all of them can be watched (see /proc/sys/fs/inotify)"));
        polling = !notified;
        foreach (var name in known.Keys.Except(listing.Names).ToList())
        {
            known.Remove(name);
            changes.Forget(name);
            tell(new ProfileEvent.Disappeared(name));
        }
        foreach (var name in listing.Names)
            LookAt(name);
    }

    private void LookAt(string name)
    {
        var path = Path.Combine(directory, name);
        known.TryGetValue(name, out var before);
        Listen(name, path, before?.Also ?? []);
        var look = new ProfileLook(files, path, before?.Also);
        // A build may write for a long time: it is waited for.
        if (before is not null && OnlyOutsideDiffers(before, look) && !changes.HaveSettled(name, look.Stamp))
            return;
        changes.Forget(name);
        // What makes a profile invalid may lie outside its files (a user, a directory's owner): those are read each time.
        if (before is { Invalid: false } && before.Stamp == look.Stamp && before.SwitchStamp == look.SwitchStamp)
            return;
        var reading = reader.Read(directory, name);
        known[name] = reading;
        if (!reading.Also.SequenceEqual(before?.Also ?? []))
        {
            Listen(name, path, reading.Also);
            // These were looked at before they were listened to.
            watch.LookAgain(name);
        }
        if (before is not null && SameAs(before, reading))
            return;
        var alive = before?.Definition is null && reading.Definition is { } definition ? findDaemon(definition) : null;
        tell(new ProfileEvent.WasRead(reading, alive));
    }

    private void Listen(string name, string path, IReadOnlyList<string> also) =>
        changes.Listen(name, TableFile.Definition.Concat(TableFile.Switches).Select(file => Path.Combine(path, file)), also);

    private static bool OnlyOutsideDiffers(ProfileReading before, ProfileLook now) =>
        before.OwnStamp == now.OwnStamp && before.SwitchStamp == now.SwitchStamp && before.Stamp != now.Stamp;

    private static bool SameAs(ProfileReading before, ProfileReading now) =>
        before.Stamp == now.Stamp && before.SwitchStamp == now.SwitchStamp && before.Problems.SequenceEqual(now.Problems);
}
