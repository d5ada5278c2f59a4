using System.Collections.Concurrent;
using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>
/// Captures what services write to standard output and error: one named pipe and one log file per profile, one thread for
/// all of them. Services may outlive it; what they write meanwhile waits in the pipe for the next one.
/// </summary>
internal sealed class Capture : IServiceOutput, IDisposable
{
    private sealed record Tap(Pump Pump, long Registration);

    // Half of what a user without privileges may have in all (see OutputPipe.Widen), at 256 KiB each.
    private const int MostWidePipes = 128;

    private readonly StatePaths paths;
    private readonly Action<CaptureProblem> report;
    private readonly TimeProvider time;
    private readonly Poller poller;
    private readonly Lazy<DirectoryWatcher?> logWatcher;
    // Changed under its own lock, looked into without: whoever asks must not wait for one that is just being opened.
    private readonly ConcurrentDictionary<string, Tap> taps = [];

    /// <param name="report">Called on whatever thread moved the bytes; must not wait for another call into this object.</param>
    /// <exception cref="IOException">The directories cannot be made; the message says why.</exception>
    public Capture(string stateDirectory, Action<CaptureProblem> report, TimeProvider? time = null)
    {
        paths = new StatePaths(stateDirectory);
        this.report = Surviving(report);
        this.time = time ?? TimeProvider.System;
        PrivateDirectory.Ensure(paths.Pipes);
        // Serve lets nothing escape.
        poller = new Poller("ProcLaunch output", static _ => { });
        logWatcher = new(() => DirectoryWatcher.TryCreate(poller));
    }

    /// <summary>Listens for those who follow a log; made when the first one does.</summary>
    public DirectoryWatcher? LogWatcher => logWatcher.Value;

    /// <summary>The pipe that a service opens, for reading and writing, as its standard output and error.</summary>
    public string PipePath(string name) => paths.PipeOf(name);

    public string LogPath(string name) => paths.LogOf(name);

    /// <summary>
    /// Makes the pipe and the log file ready and begins to capture a run; to be called before each start, since it also puts
    /// right what was removed or belongs to another user. A log file that cannot be written is reported, not thrown.
    /// </summary>
    /// <param name="owner">The user the service runs as, who may then open /dev/stdout; null for our own.</param>
    /// <param name="settings">How the output is kept from here on; null for the defaults.</param>
    /// <exception cref="IOException">There is no pipe to be had; the message says why.</exception>
    public void Open(string name, uint? owner = null, LogSettings? settings = null) =>
        Open(name, settings ?? LogSettings.Default, owner ?? Libc.geteuid()).Mark();

    /// <summary>
    /// Goes on capturing a service that runs already: the pipe it writes to is kept, whoever owns it by now. Nobody but us
    /// can have put it there.
    /// </summary>
    /// <exception cref="IOException">There is no pipe to be had; the message says why.</exception>
    public void Resume(string name, LogSettings settings) =>
        Open(name, settings, FileStatus.Of(PipePath(name), follow: false)?.Owner ?? Libc.geteuid());

    private Pump Open(string name, LogSettings settings, uint user)
    {
        var path = PipePath(name);
        lock (taps)
        {
            if (taps.TryGetValue(name, out var present) && present.Pump.Pipe.Owner == user && present.Pump.Pipe.IsAt(path))
            {
                present.Pump.Follow(settings);
                return present.Pump;
            }
            Close(name);
            PrivateDirectory.Ensure(paths.Pipes);
            var pipe = OutputPipe.Open(path, user);
            if (taps.Count < MostWidePipes)
                pipe.Widen();
            var pump = new Pump(name, pipe, LogPath(name), settings, time, report);
            try
            {
                taps[name] = new Tap(pump, poller.Watch(pump.Pipe.Descriptor.Number, () => Serve(name, pump)));
            }
            catch
            {
                pump.Dispose();
                throw;
            }
            return pump;
        }
    }

    /// <summary>
    /// On return everything that was in the pipe is in the log file (or dropped and counted), unless that file system hangs.
    /// The end of a process's output is not signalled otherwise.
    /// </summary>
    public void Drain(string name) => taps.GetValueOrDefault(name)?.Pump.Drain();

    /// <summary>
    /// The last lines that a profile wrote, oldest first, in whatever run, running or ended; empty when there are none. They
    /// are read from the log and its old files; while the log cannot be written, the newest lost ones come from memory.
    /// </summary>
    public IReadOnlyList<string> Tail(string name, int maxLines) =>
        Tail(name, maxLines, ofRun: false) ?? LastLines.Of(LogPath(name), maxLines);

    /// <summary>The same of what was written since the last start alone; empty also when that cannot be told.</summary>
    public IReadOnlyList<string> TailOfRun(string name, int maxLines) => Tail(name, maxLines, ofRun: true) ?? [];

    /// <summary>The lines of the run that goes on, from its beginning; what was written before a takeover does not count as its.</summary>
    /// <param name="stamped">Whether each line begins with its time, which is taken off.</param>
    /// <exception cref="IOException">They cannot be read; the message says why.</exception>
    public RunLines ReadRun(string name, bool stamped) => taps.TryGetValue(name, out var tap)
        ? new RunLines(tap.Pump.ReadRun(), stamped)
        : throw new IOException("its output is not captured");

    private IReadOnlyList<string>? Tail(string name, int maxLines, bool ofRun)
    {
        try
        {
            return taps.GetValueOrDefault(name)?.Pump.Tail(maxLines, ofRun);
        }
        catch (IOException)
        {
            // The pipe is broken, which is reported by whoever serves it.
            return null;
        }
    }

    /// <summary>Takes what is left and stops capturing. The pipe stays for services that go on.</summary>
    public void Close(string name)
    {
        lock (taps)
        {
            if (!taps.Remove(name, out var tap))
                return;
            poller.Unwatch(tap.Registration, tap.Pump.Pipe.Descriptor.Number);
            tap.Pump.Dispose();
        }
    }

    /// <summary>Stops capturing and removes the pipe: the profile is gone. Its log files stay.</summary>
    public void Forget(string name)
    {
        Close(name);
        OutputPipe.Remove(PipePath(name));
    }

    public void Dispose()
    {
        lock (taps)
        {
            foreach (var name in taps.Keys.ToArray())
                Close(name);
        }
        // Its thread first: nothing may be closed while it reads from it.
        poller.Dispose();
        if (logWatcher.IsValueCreated)
            logWatcher.Value?.Dispose();
    }

    /// <summary>A report that fails must not cost the output it reports on; and there is nobody left to tell.</summary>
    private static Action<CaptureProblem> Surviving(Action<CaptureProblem> report) => problem =>
    {
        try
        {
            report(problem);
        }
        catch (Exception)
        {
        }
    };

    private void Serve(string name, Pump pump)
    {
        try
        {
            pump.TakeTurn();
        }
        catch (Exception e)
        {
            // Left in place it would wake us again at once, for ever.
            Break(name, pump);
            report(new CaptureProblem(name, CaptureProblemKind.Broken, e.Message));
        }
    }

    private void Break(string name, Pump pump)
    {
        lock (taps)
        {
            if (taps.TryGetValue(name, out var tap) && tap.Pump == pump)
                poller.Unwatch(tap.Registration, pump.Pipe.Descriptor.Number);
        }
    }
}
