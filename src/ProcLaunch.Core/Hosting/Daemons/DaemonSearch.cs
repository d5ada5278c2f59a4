namespace ProcLaunch.Hosting;

/// <summary>
/// Looks for the pid files of daemons that are starting, in case no notification tells of them (network file systems, a
/// directory made later). One timer for all, and none while nothing is starting.
/// </summary>
internal sealed class DaemonSearch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<HostedRun> starting = [];
    private readonly Func<HostedRun, bool> look;
    private readonly Action<Exception> onFault;
    private readonly ITimer timer;

    public DaemonSearch(Func<HostedRun, bool> look, Action<Exception> onFault)
    {
        this.look = look;
        this.onFault = onFault;
        timer = TimeProvider.System.CreateTimer(_ => LookForAll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(HostedRun run)
    {
        lock (starting)
        {
            if (starting.Add(run) && starting.Count == 1)
                timer.Change(Interval, Interval);
        }
    }

    public void Remove(HostedRun run)
    {
        lock (starting)
        {
            if (starting.Remove(run) && starting.Count == 0)
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();

    private void LookForAll()
    {
        List<HostedRun> all;
        lock (starting)
            all = [.. starting];
        foreach (var run in all)
        {
            try
            {
                look(run);
            }
            catch (Exception e)
            {
                // On a timer's thread it would end the whole program.
                onFault(e);
            }
        }
    }
}
