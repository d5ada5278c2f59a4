using System.Net.Sockets;
using ProcLaunch.Posix;

namespace ProcLaunch.Control;

/// <summary>
/// Listens on the control socket of a state directory. Whatever clients do, it costs a bounded amount of memory, no thread, and
/// nobody else's time.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>More connections than that end the one that has been idle for the longest time.</summary>
    public const int MostConnections = 64;

    private const int OwnerOnly = 0x180; // 0600
    private const int Backlog = 128;

    private readonly Endpoint endpoint;
    private readonly Socket listener;
    private readonly ControlMethods methods;
    private readonly TimeProvider time;
    private readonly uint owner = Libc.geteuid();
    private readonly CancellationTokenSource ending = new();
    private readonly List<ControlConnection> connections = [];
    private Descriptor? reserve;
    private Task accepting = Task.CompletedTask;

    /// <summary>Makes the socket; the lock on the state directory must be held, so that one that is there is nobody's any more.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    public ControlServer(string stateDirectory, ControlMethods methods, TimeProvider time)
    {
        (this.methods, this.time) = (methods, time);
        endpoint = new Endpoint(stateDirectory);
        try
        {
            listener = Listen(endpoint);
            TakeReserve();
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
    }

    public void Start() => accepting = AcceptAsync();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        // Closing it removes the file too.
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        Task[] serving;
        lock (connections)
            serving = [.. connections.Select(connection => connection.Served)];
        await Task.WhenAll(serving).ConfigureAwait(false);
        reserve?.Dispose();
        endpoint.Dispose();
    }

    private static unsafe Socket Listen(Endpoint endpoint)
    {
        using var path = new CString(endpoint.Path);
        if (Libc.unlink(path) != 0 && Errno.Last != Errno.ENOENT)
            throw Errno.Failure($"cannot replace {endpoint.Path}", Errno.Last);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // Linux gives the file the mode of the socket: nobody else can connect at any moment.
            _ = Libc.fchmod((int)socket.Handle, OwnerOnly);
            socket.Bind(endpoint.Address);
            // The umask may have taken our own rights.
            _ = Libc.chmod(path, OwnerOnly);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {endpoint.Path}: {e.Message}");
        }
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                Admit(await listener.AcceptAsync(ending.Token).ConfigureAwait(false));
            }
            catch (SocketException) when (!ending.IsCancellationRequested)
            {
                // Out of descriptors, or the client is gone already. The reserve lets one in when there are none left.
                if (Interlocked.Exchange(ref reserve, null) is { } spare)
                    spare.Dispose();
                else
                    await EndOneAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private void Admit(Socket socket)
    {
        var connection = new ControlConnection(socket, methods, owner, time);
        lock (connections)
        {
            if (connections.Count >= MostConnections)
                Idlest()?.End();
            connections.Add(connection);
        }
        _ = ServeAsync(connection);
    }

    private async Task ServeAsync(ControlConnection connection)
    {
        await connection.ServeAsync(ending.Token).ConfigureAwait(false);
        lock (connections)
            connections.Remove(connection);
        TakeReserve();
    }

    /// <summary>All are at work and no descriptor is left: until one has ended there is nothing to accept with.</summary>
    private async Task EndOneAsync()
    {
        Task[] serving;
        lock (connections)
        {
            Idlest()?.End();
            serving = [.. connections.Select(connection => connection.Served)];
        }
        await Task.WhenAny([.. serving, Task.Delay(TimeSpan.FromSeconds(1), time, ending.Token)]).ConfigureAwait(false);
    }

    private ControlConnection? Idlest() => connections.Where(connection => connection.IdleSince is not null).MinBy(connection => connection.IdleSince);

    private void TakeReserve()
    {
        if (reserve is not null)
            return;
        try
        {
            var spare = Descriptor.Open("/dev/null", Descriptor.ReadOnly);
            if (Interlocked.CompareExchange(ref reserve, spare, null) is not null)
                spare.Dispose();
        }
        catch (IOException)
        {
            // None left; the next connection that ends tries again.
        }
    }
}
