using System.Threading.Channels;
using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>Reads a log and then what is added to it, across rotations, without end.</summary>
internal sealed class LogFollower : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IDisposable? watch;
    private readonly ITimer timer;
    private readonly LogReader reader;

    /// <param name="path">Where it is written. It need not be there yet.</param>
    /// <param name="lastLines">Where to begin, counted from the end.</param>
    /// <param name="watcher">Tells of changes; without it there is a look every second, which there is in any case: what it tells are hints.</param>
    /// <exception cref="IOException">It may not be read; the message says why.</exception>
    public LogFollower(string path, long lastLines, DirectoryWatcher? watcher, TimeProvider? time = null)
    {
        // Listened to first and opened then: a change in between is seen twice rather than not at all.
        watch = watcher?.Watch(Path.GetDirectoryName(path)!, Path.GetFileName(path), _ => changes.Writer.TryWrite(true));
        timer = (time ?? TimeProvider.System).CreateTimer(_ => changes.Writer.TryWrite(true), null, BetweenLooks, BetweenLooks);
        try
        {
            reader = new LogReader(path, lastLines);
        }
        catch
        {
            watch?.Dispose();
            timer.Dispose();
            throw;
        }
    }

    /// <summary>Waits until there is something to read. Not to be called again before it has completed.</summary>
    /// <returns>The number of bytes, at least 1.</returns>
    /// <exception cref="IOException">It cannot be read any more; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was read.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = reader.Read(buffer.Span);
            if (count > 0)
                return count;
            await changes.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        watch?.Dispose();
        timer.Dispose();
        reader.Dispose();
    }
}
