using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// Reaps the orphans that fall to us as PID 1 or as subreaper, each by its pid, at the SIGCHLD it sends. Only for a program
/// that owns its process: SIGCHLD must be blocked in every thread, so that signalfd(2) gets it and .NET's handler does not.
/// </summary>
internal sealed unsafe class OrphanReaper : IDisposable
{
    private const ulong ChildSignal = 1UL << (17 - 1);

    private readonly Poller poller;
    private readonly Lock births;
    private readonly Func<int, bool> isHeld;
    private readonly Descriptor signals;
    private readonly long registration;
    private readonly byte[] buffer = new byte[128 * 16];

    /// <param name="births">Held while a process is made and not yet known.</param>
    /// <param name="isHeld">Whether somebody else waits for this pid.</param>
    public OrphanReaper(Poller poller, Lock births, Func<int, bool> isHeld)
    {
        this.poller = poller;
        this.births = births;
        this.isHeld = isHeld;
        var mask = ChildSignal;
        var fd = Libc.signalfd(-1, &mask, Descriptor.CloseOnExec | Descriptor.NonBlocking);
        signals = fd >= 0 ? new Descriptor(fd) : throw Errno.Failure("cannot listen for SIGCHLD", Errno.Last);
        registration = poller.Watch(fd, OnSignal);
    }

    public void Reap()
    {
        // Whoever makes a process calls again when it is known: a slow exec must not hold up the news of others' ends.
        if (!births.TryEnter())
            return;
        try
        {
            // The peek names the same process until it is reaped: one that is held ends the round, and its reaping begins the next.
            while (ChildStatus.PeekEnded() is var pid && pid != 0 && !isHeld(pid))
                ChildStatus.Reap(pid);
        }
        finally
        {
            births.Exit();
        }
    }

    public void Dispose()
    {
        poller.Unwatch(registration, signals.Number);
        signals.Dispose();
    }

    private void OnSignal()
    {
        while (signals.Read(buffer) > 0)
        {
            // Only that there was one matters: signals of the same kind are merged anyway.
        }
        Reap();
    }
}
