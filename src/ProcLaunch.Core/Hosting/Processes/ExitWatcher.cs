using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// Calls back when a process ends: at once through its pidfd; where the kernel has none, by a look every second, and only
/// as long as there is such a process.
/// </summary>
internal sealed class ExitWatcher : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Poller poller;
    private readonly Dictionary<ProcessHandle, Action> looked = [];
    // By pid: two runs may hold the same process.
    private readonly Dictionary<int, HashSet<ProcessHandle>> watching = [];
    private readonly Action<Exception> onFault;
    private readonly ITimer timer;

    public ExitWatcher(Poller poller, Action<Exception> onFault)
    {
        this.poller = poller;
        this.onFault = onFault;
        timer = TimeProvider.System.CreateTimer(_ => LookAtAll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether somebody waits for the end of this pid.</summary>
    public bool IsWatching(int pid)
    {
        lock (watching)
            return watching.ContainsKey(pid);
    }

    public void Watch(ProcessHandle process, Action whenEnded)
    {
        lock (watching)
        {
            if (!watching.TryGetValue(process.Identity.Pid, out var handles))
                watching[process.Identity.Pid] = handles = [];
            handles.Add(process);
        }
        try
        {
            if (process.Descriptor is { } fd)
            {
                process.Registration = poller.Watch(fd, whenEnded);
                return;
            }
        }
        catch (IOException)
        {
            // The limits of epoll are per user, and may be used up: looked at like one without a pidfd.
        }
        lock (looked)
        {
            looked[process] = whenEnded;
            timer.Change(Interval, Interval);
        }
    }

    public void Unwatch(ProcessHandle process)
    {
        lock (watching)
        {
            if (watching.TryGetValue(process.Identity.Pid, out var handles) && handles.Remove(process) && handles.Count == 0)
                watching.Remove(process.Identity.Pid);
        }
        if (process.Registration != 0 && process.Descriptor is { } fd)
        {
            poller.Unwatch(process.Registration, fd);
            return;
        }
        lock (looked)
        {
            if (looked.Remove(process) && looked.Count == 0)
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();

    private void LookAtAll()
    {
        List<(ProcessHandle, Action)> all;
        lock (looked)
            all = [.. looked.Select(entry => (entry.Key, entry.Value))];
        foreach (var (process, whenEnded) in all)
        {
            try
            {
                if (!process.IsAlive())
                    whenEnded();
            }
            catch (Exception e)
            {
                // On a timer's thread it would end the whole program.
                onFault(e);
            }
        }
    }
}
