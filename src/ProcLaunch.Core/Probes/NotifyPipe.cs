using ProcLaunch.Posix;

namespace ProcLaunch.Probes;

/// <summary>
/// The named pipe behind the descriptor that a service writes its newline to. The service opens it for reading and writing, as it
/// does its output: it gets no SIGPIPE, and the newline is kept, when nobody listens for a while.
/// </summary>
internal sealed unsafe class NotifyPipe : IDisposable
{
    private readonly Descriptor pipe;
    private readonly byte[] buffer = new byte[512];
    private bool ready;

    private NotifyPipe(string path) =>
        pipe = Descriptor.Open(path, Descriptor.ReadWrite | Descriptor.NonBlocking | Descriptor.NoFollow);

    /// <summary>Makes one for a new run: what an earlier one wrote, or still writes, is not its.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    public static NotifyPipe Make(string path)
    {
        Remove(path);
        using (var name = new CString(path))
        {
            if (Libc.mkfifo(name, 0x180) != 0)
                throw Errno.Failure($"cannot create {path}", Errno.Last);
        }
        return new NotifyPipe(path);
    }

    /// <summary>Opens that of a run which an earlier ProcLaunch launched.</summary>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    public static NotifyPipe Open(string path) => new(path);

    public static void Remove(string path)
    {
        using var name = new CString(path);
        _ = Libc.unlink(name);
    }

    /// <summary>Whether a newline has come, now or before.</summary>
    public bool IsReady()
    {
        while (!ready && pipe.Read(buffer) is > 0 and var count)
            ready = buffer.AsSpan(0, count).Contains((byte)'\n');
        return ready;
    }

    public void Dispose() => pipe.Dispose();
}
