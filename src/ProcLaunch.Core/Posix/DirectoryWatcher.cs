using System.Buffers.Binary;
using System.Text;

namespace ProcLaunch.Posix;

/// <summary>
/// Tells when something in a directory changes (inotify(7)), on the thread of a <see cref="Poller"/>. A hint only: it may be
/// missing, so whoever listens must also look for himself now and then.
/// </summary>
internal sealed unsafe class DirectoryWatcher : IDisposable
{
    // Attributes, moved from and to, create, delete, delete self, move self.
    private const uint Entries = 0x4 | 0x40 | 0x80 | 0x100 | 0x200 | 0x400 | 0x800;
    // Modify, close after write.
    private const uint Contents = 0x2 | 0x8;
    private const uint OnlyDirectories = 0x01000000;
    private const uint AddToMask = 0x20000000;
    private const uint Overflow = 0x4000;
    private const uint Gone = 0x8000; // the kernel dropped the watch
    private const int HeaderSize = 16;

    private readonly Poller poller;
    private readonly Descriptor inotify;
    private readonly long registration;
    private readonly Dictionary<int, List<Subscription>> subscriptions = [];
    private readonly byte[] buffer = new byte[16 * 1024];

    private DirectoryWatcher(Poller poller, Descriptor inotify)
    {
        this.poller = poller;
        this.inotify = inotify;
        registration = poller.Watch(inotify.Number, Read);
    }

    /// <returns>Null where inotify is not to be had (its limits are per user).</returns>
    public static DirectoryWatcher? TryCreate(Poller poller)
    {
        var fd = Libc.inotify_init1(Descriptor.CloseOnExec | Descriptor.NonBlocking);
        return fd < 0 ? null : new DirectoryWatcher(poller, new Descriptor(fd));
    }

    /// <param name="fileName">Only changes to this entry are told; null for all.</param>
    /// <param name="onChange">Called on the poller's thread with the entry's name, empty when it is not known which.</param>
    /// <returns>Null when the directory cannot be watched.</returns>
    public IDisposable? Watch(string directory, string? fileName, Action<string> onChange) =>
        Watch(directory, fileName, Entries | Contents, onChange);

    /// <summary>The same for entries that come, go or are renamed; what is written into files is not told.</summary>
    public IDisposable? WatchEntries(string directory, Action<string> onChange) => Watch(directory, null, Entries, onChange);

    private Subscription? Watch(string directory, string? fileName, uint changes, Action<string> onChange)
    {
        using var path = new CString(directory);
        lock (subscriptions)
        {
            var watch = Libc.inotify_add_watch(inotify.Number, path, changes | OnlyDirectories | AddToMask);
            if (watch < 0)
                return null;
            var subscription = new Subscription(this, watch, fileName, onChange);
            if (!subscriptions.TryGetValue(watch, out var list))
                subscriptions[watch] = list = [];
            list.Add(subscription);
            return subscription;
        }
    }

    public void Dispose()
    {
        poller.Unwatch(registration, inotify.Number);
        inotify.Dispose();
    }

    private void Read()
    {
        int length;
        while ((length = inotify.Read(buffer)) > 0)
        {
            for (var at = 0; at < length;)
            {
                var entry = buffer.AsSpan(at);
                var watch = BinaryPrimitives.ReadInt32LittleEndian(entry);
                var mask = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
                var nameLength = BinaryPrimitives.ReadInt32LittleEndian(entry[12..]);
                var name = Encoding.UTF8.GetString(entry.Slice(HeaderSize, nameLength)).TrimEnd('\0');
                Tell(watch, mask, name);
                at += HeaderSize + nameLength;
            }
        }
    }

    private void Tell(int watch, uint mask, string name)
    {
        List<Subscription> told;
        lock (subscriptions)
        {
            told = (mask & Overflow) != 0 ? [.. subscriptions.Values.SelectMany(list => list)]
                : subscriptions.TryGetValue(watch, out var list) ? [.. list] : [];
            if ((mask & Gone) != 0)
                subscriptions.Remove(watch);
        }
        foreach (var subscription in told)
        {
            if (subscription.FileName is null || name.Length == 0 || subscription.FileName == name)
                subscription.OnChange(name);
        }
    }

    private void End(Subscription subscription)
    {
        lock (subscriptions)
        {
            if (!subscriptions.TryGetValue(subscription.Watch, out var list) || !list.Remove(subscription) || list.Count > 0)
                return;
            subscriptions.Remove(subscription.Watch);
            // Fails only when the directory is gone, and the watch with it.
            _ = Libc.inotify_rm_watch(inotify.Number, subscription.Watch);
        }
    }

    private sealed record Subscription(DirectoryWatcher Owner, int Watch, string? FileName, Action<string> OnChange) : IDisposable
    {
        public void Dispose() => Owner.End(this);
    }
}
