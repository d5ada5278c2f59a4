using System.Net.Sockets;
using ProcLaunch.Posix;

namespace ProcLaunch.Control;

/// <summary>
/// Listens on the control socket of a state directory. Whatever clients do, it costs a bounded amount of memory, no thread, and
/// nobody else's time.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>More connections than that end the one that has been idle for the longest time; when all are at work, one is refused.</summary>
    public const int MostConnections = 64;

    private const int Backlog = 512;

    /// <summary>How long the end of a supervisor waits for clients that are slow to take their last messages.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly Endpoint endpoint;
    private readonly Socket listener;
    private readonly ControlMethods methods;
    private readonly TimeProvider time;
    private readonly uint owner = Libc.geteuid();
    private readonly CancellationTokenSource leaving = new();
    private readonly Lock gate = new();
    private readonly List<Socket> lasts = [];
    private readonly Dictionary<ControlConnection, Task> serving = [];
    private readonly HashSet<ControlConnection> ending = [];
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
            listener = ListeningSocket.On(endpoint, Backlog);
        }
        catch
        {
            endpoint.Dispose();
            throw;
        }
        TakeReserve();
    }

    /// <summary>Whether anybody is being served.</summary>
    internal bool HasConnections => Serving().Length > 0;

    public void Start() => accepting = Task.Run(AcceptAsync);

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        // Closing it removes the file too.
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        var all = Task.WhenAll(Serving());
        if (await Task.WhenAny(all, Task.Delay(Farewell, time)).ConfigureAwait(false) != all)
            EndAll();
        await all.ConfigureAwait(false);
        reserve?.Dispose();
        endpoint.Dispose();
    }

    /// <summary>Tells those who asked for the shutdown that it is complete: the next supervisor can have the state directory.</summary>
    public void Part()
    {
        lock (gate)
        {
            foreach (var last in lasts)
                last.Dispose();
            lasts.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        while (!leaving.IsCancellationRequested)
        {
            try
            {
                Admit(await listener.AcceptAsync(leaving.Token).ConfigureAwait(false));
            }
            catch (SocketException) when (!leaving.IsCancellationRequested)
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
        if (!MakeRoom())
        {
            Refuse(socket);
            return;
        }
        var connection = new ControlConnection(socket, methods, owner, time);
        lock (gate)
            serving.Add(connection, Task.Run(() => ServeAsync(connection)));
    }

    private async Task ServeAsync(ControlConnection connection)
    {
        try
        {
            if (await connection.ServeAsync(leaving.Token).ConfigureAwait(false) is { } last)
            {
                lock (gate)
                    lasts.Add(last);
            }
        }
        finally
        {
            TakeReserve();
            lock (gate)
            {
                serving.Remove(connection);
                ending.Remove(connection);
            }
        }
    }

    private bool MakeRoom()
    {
        lock (gate)
        {
            if (serving.Count - ending.Count < MostConnections)
                return true;
        }
        return EndIdlest();
    }

    private bool EndIdlest()
    {
        ControlConnection? idlest;
        lock (gate)
        {
            idlest = serving.Keys.Except(ending).Where(connection => connection.IdleSince is not null).MinBy(connection => connection.IdleSince);
            if (idlest is null)
                return false;
            ending.Add(idlest);
        }
        idlest.End();
        return true;
    }

    private static void Refuse(Socket socket)
    {
        using (socket)
        {
            try
            {
                // A new socket has room for one line.
                socket.Send(Messages.Error(default, ErrorCode.Refused, $"{MostConnections} clients are waiting for something already").Span);
            }
            catch (SocketException)
            {
                // It is gone already.
            }
        }
    }

    /// <summary>No descriptor is left: until a connection has ended there is nothing to accept with.</summary>
    private async Task EndOneAsync()
    {
        EndIdlest();
        await Task.WhenAny([.. Serving(), Task.Delay(BetweenTries, time, leaving.Token)]).ConfigureAwait(false);
    }

    private Task[] Serving()
    {
        lock (gate)
            return [.. serving.Values];
    }

    private void EndAll()
    {
        ControlConnection[] left;
        lock (gate)
            left = [.. serving.Keys];
        foreach (var connection in left)
            connection.End();
    }

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
