using System.Runtime.InteropServices;

namespace ProcLaunch.Posix;

/// <summary>
/// One thread that waits for many descriptors to become readable (epoll(7), level-triggered) and calls back on that thread.
/// Registrations are told apart by a number that is never reused: a descriptor closed and reused within one batch of
/// events cannot be taken for its predecessor.
/// </summary>
internal sealed unsafe class Poller : IDisposable
{
    private const int Add = 1;
    private const int Remove = 2;
    private const uint Readable = 1;
    private const int Batch = 64;

    // struct epoll_event is packed on x64 and nowhere else.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventSize - 8;

    private readonly Descriptor epoll;
    private readonly Descriptor wakeUp;
    private readonly Thread thread;
    private readonly Dictionary<long, Action> callbacks = [];
    private readonly Action<Exception> onFault;
    private long lastRegistration;
    private volatile bool disposed;

    /// <param name="onFault">Told of an exception that a callback let escape; the thread goes on.</param>
    public Poller(string threadName, Action<Exception> onFault)
    {
        this.onFault = onFault;
        epoll = new Descriptor(Checked(Libc.epoll_create1(Descriptor.CloseOnExec)));
        wakeUp = new Descriptor(Checked(Libc.eventfd(0, Descriptor.CloseOnExec | Descriptor.NonBlocking)));
        Watch(wakeUp.Number, static () => { });
        thread = new Thread(Run, 256 * 1024) { Name = threadName, IsBackground = true };
        thread.Start();
    }

    public bool IsCurrentThread => Thread.CurrentThread == thread;

    /// <returns>The registration, to be given to <see cref="Unwatch"/> before the descriptor is closed.</returns>
    public long Watch(int fd, Action whenReadable) => Watch(fd, Readable, whenReadable);

    /// <summary>Calls back when nobody is at the other end any more (EPOLLERR, EPOLLHUP), and for nothing else.</summary>
    /// <returns>The registration; null where there is no other end, as behind a file.</returns>
    public long? WatchEnd(int fd, Action whenGone)
    {
        try
        {
            return Watch(fd, 0, whenGone);
        }
        catch (IOException e) when (e.HResult == Errno.EPERM)
        {
            return null;
        }
    }

    private long Watch(int fd, uint events, Action callback)
    {
        var registration = Interlocked.Increment(ref lastRegistration);
        lock (callbacks)
            callbacks[registration] = callback;
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + DataOffset) = registration;
        if (Libc.epoll_ctl(epoll.Number, Add, fd, entry) == 0)
            return registration;
        var error = Errno.Last;
        lock (callbacks)
            callbacks.Remove(registration);
        throw Errno.Failure("cannot watch a descriptor", error);
    }

    public void Unwatch(long registration, int fd)
    {
        lock (callbacks)
        {
            if (!callbacks.Remove(registration) || disposed)
                return;
        }
        var unused = stackalloc byte[16];
        _ = Libc.epoll_ctl(epoll.Number, Remove, fd, unused);
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        Span<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        wakeUp.Write(one);
        if (!IsCurrentThread)
            thread.Join();
        epoll.Dispose();
        wakeUp.Dispose();
    }

    private static int Checked(int fd) => fd >= 0 ? fd : throw Errno.Failure("cannot set up waiting for descriptors", Errno.Last);

    private void Run()
    {
        var events = stackalloc byte[Batch * 16];
        while (!disposed)
        {
            var count = Libc.epoll_wait(epoll.Number, events, Batch, -1);
            for (var i = 0; i < count && !disposed; i++)
                Call(*(long*)(events + (i * EventSize) + DataOffset));
        }
    }

    private void Call(long registration)
    {
        Action? callback;
        lock (callbacks)
            callbacks.TryGetValue(registration, out callback);
        try
        {
            callback?.Invoke();
        }
        catch (Exception e)
        {
            onFault(e);
        }
    }
}
