using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Logs;

/// <summary>Prints logs: of one service byte for byte, of several line by line with the name in front; on a terminal without what could take it over.</summary>
internal sealed class LogPrinter(StandardOutput output, IReadOnlyList<string> names)
{
    private readonly LineStyle style = new(output.IsTerminal, output.HasColour, names);

    /// <summary>What there is now, one service after the other.</summary>
    /// <exception cref="IOException">One cannot be read, or standard output not be written; the message says why.</exception>
    public void Print(IEnumerable<ServiceOutput> services, int lastLines)
    {
        foreach (var service in services)
        {
            using var reader = new LogReader(service.Path, lastLines);
            var sink = NewSink(service.Name);
            for (var left = reader.Length; left > 0;)
            {
                var room = sink.Free;
                var count = reader.Read(room.Span[..(int)Math.Min(left, room.Length)]);
                if (count == 0)
                    break;
                left -= count;
                sink.Add(count);
            }
            sink.End();
        }
    }

    /// <summary>Goes on with what is written next. Returns when nobody reads standard output any more.</summary>
    /// <exception cref="IOException">One cannot be read, or standard output not be written; the message says why.</exception>
    public async Task FollowAsync(IEnumerable<ServiceOutput> services, int lastLines)
    {
        using var gone = new CancellationTokenSource();
        using var poller = new Poller("ProcLaunch logs", static _ => { });
        // Once: it would be told again and again.
        long? end = null;
        end = poller.WatchEnd(StandardOutput.Number, () =>
        {
            poller.Unwatch(end ?? 0, StandardOutput.Number);
            gone.Cancel();
        });
        using var watcher = DirectoryWatcher.TryCreate(poller);
        try
        {
            // None of them ends but by failing.
            await await Task.WhenAny(services.Select(service => FollowAsync(service, lastLines, watcher, gone.Token))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // tail(1) ends without a word, too.
        }
    }

    private async Task FollowAsync(ServiceOutput service, int lastLines, DirectoryWatcher? watcher, CancellationToken gone)
    {
        using var follower = new LogFollower(service.Path, lastLines, watcher);
        var sink = NewSink(service.Name);
        while (true)
            sink.Add(await follower.ReadAsync(sink.Free, gone).ConfigureAwait(false));
    }

    private ILogSink NewSink(string name) =>
        names.Count == 1 && !output.IsTerminal ? new ByteSink(output) : new LineSink(output, style, name);
}
