using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProcLaunch.Profiles;

namespace ProcLaunch.Control;

/// <summary>
/// Talks to a running supervisor over the control socket of its state directory. One call at a time: others wait for their turn.
/// A call that is cancelled ends the connection, never what was asked for.
/// </summary>
public sealed class ControlClient : IAsyncDisposable
{
    private const int LongestAnswer = 256 << 20;

    private readonly Socket socket;
    private readonly LineReader reader;
    private readonly SemaphoreSlim turn = new(1);
    private long lastId;

    private ControlClient(Socket socket)
    {
        this.socket = socket;
        // The supervisor may take its time: it has the same patience with itself.
        reader = new LineReader(socket, LongestAnswer, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Connects to the supervisor that runs on a state directory.</summary>
    /// <param name="stateDirectory">The directory the supervisor was started with.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="NoSupervisorException">There is none, or no such directory.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    /// <exception cref="IOException">The connection cannot be made; the message says why.</exception>
    public static async Task<ControlClient> ConnectAsync(string stateDirectory, CancellationToken cancellationToken = default)
    {
        var directory = Path.GetFullPath(stateDirectory);
        if (!Directory.Exists(directory))
            throw new NoSupervisorException(directory);
        using var endpoint = new Endpoint(directory);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint.Address, cancellationToken).ConfigureAwait(false);
            return new ControlClient(socket);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw e.SocketErrorCode switch
            {
                // No file; or one that a killed supervisor left behind.
                SocketError.AddressNotAvailable or SocketError.ConnectionRefused => new NoSupervisorException(directory),
                SocketError.AccessDenied => new UnauthorizedAccessException($"cannot connect to {endpoint.Path}: permission denied; only root and the user of the supervisor may"),
                _ => new IOException($"cannot connect to {endpoint.Path}: {e.Message}", e),
            };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The supervisor and its profiles.</summary>
    /// <param name="names">Only these; <c>null</c> or empty for all.</param>
    /// <param name="usage">False: without use of processor and memory, which are measured only when asked for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ControlException">One of the names is no profile's.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public Task<StatusReport> GetStatusAsync(IReadOnlyList<string>? names = null, bool usage = true, CancellationToken cancellationToken = default) =>
        CallAsync("status", new StatusParameters(names, usage), ControlJson.Default.StatusParameters, ControlJson.Default.StatusReport, cancellationToken);

    /// <summary>Starts profiles by hand.</summary>
    /// <param name="names">Which; <c>null</c> for all.</param>
    /// <param name="wait">How long to wait until they run; <c>null</c>: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting, not the starting.</param>
    /// <returns>What came of each.</returns>
    /// <exception cref="ControlException">One of the names is no profile's; nothing was done.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public Task<IReadOnlyList<OrderReport>> StartAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("start", names, wait, cancellationToken);

    /// <summary>Stops profiles by hand.</summary>
    /// <param name="names">Which; <c>null</c> for all.</param>
    /// <param name="wait">How long to wait until nothing of them is left; <c>null</c>: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <inheritdoc cref="StartAsync"/>
    public Task<IReadOnlyList<OrderReport>> StopAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("stop", names, wait, cancellationToken);

    /// <summary>Stops profiles, where they run, and starts them.</summary>
    /// <param name="names">Which; <c>null</c> for all.</param>
    /// <param name="wait">How long to wait until they run again; <c>null</c>: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting, not the restarting.</param>
    /// <inheritdoc cref="StartAsync"/>
    public Task<IReadOnlyList<OrderReport>> RestartAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("restart", names, wait, cancellationToken);

    /// <summary>Sends the main processes of profiles their reload signal, SIGHUP where they have none of their own.</summary>
    /// <param name="names">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<IReadOnlyList<OrderReport>> ReloadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        (await CallAsync("reload", new NamesParameters(names), ControlJson.Default.NamesParameters, ControlJson.Default.Orders, cancellationToken).ConfigureAwait(false)).Profiles;

    /// <summary>Sends the main processes of profiles a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="names">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<IReadOnlyList<OrderReport>> SignalAsync(Signal signal, IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        (await CallAsync("signal", new SignalParameters(signal.Name, names), ControlJson.Default.SignalParameters, ControlJson.Default.Orders, cancellationToken).ConfigureAwait(false)).Profiles;

    /// <summary>Why a profile is in its state, and what happens next.</summary>
    /// <param name="name">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ControlException">There is no such profile.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public Task<ExplainReport> ExplainAsync(string name, CancellationToken cancellationToken = default) =>
        CallAsync("explain", new ExplainParameters(name), ControlJson.Default.ExplainParameters, ControlJson.Default.ExplainReport, cancellationToken);

    /// <summary>Makes the supervisor look at its profiles directory now; completes when it has.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public Task RescanAsync(CancellationToken cancellationToken = default) =>
        CallAsync("rescan", new Nothing(), ControlJson.Default.Nothing, ControlJson.Default.Nothing, cancellationToken);

    /// <summary>Asks the program that the supervisor lives in to end; completes when the supervisor has ended.</summary>
    /// <param name="leave">True: the services run on. False: they are stopped first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ControlException">The supervisor refused.</exception>
    public async Task ShutdownAsync(bool leave = false, CancellationToken cancellationToken = default)
    {
        await CallAsync("shutdown", new ShutdownParameters(leave), ControlJson.Default.ShutdownParameters, ControlJson.Default.Nothing, cancellationToken).ConfigureAwait(false);
        try
        {
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is not null)
            {
            }
        }
        catch (SocketException)
        {
            // A broken connection is what was waited for.
        }
    }

    /// <summary>
    /// All profiles now, and what happens from this moment on, with no gap between the two. The client is of use for nothing
    /// else then.
    /// </summary>
    /// <param name="cancellationToken">Ends the call; the events have a token of their own.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<EventStream> GetEventsAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = await CallAsync("events", new Nothing(), ControlJson.Default.Nothing, ControlJson.Default.Snapshot, cancellationToken).ConfigureAwait(false);
        return new EventStream(snapshot.Profiles, snapshot.Seq, ReadEvents());
    }

    /// <summary>Ends the connection.</summary>
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        reader.Dispose();
        turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<OrderReport>> OrderAsync(string method, IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken) =>
        (await CallAsync(method, new OrderParameters(names, names is null, wait?.TotalSeconds), ControlJson.Default.OrderParameters, ControlJson.Default.Orders, cancellationToken).ConfigureAwait(false)).Profiles;

    private async Task<TResult> CallAsync<TParameters, TResult>(
        string method, TParameters parameters, JsonTypeInfo<TParameters> type, JsonTypeInfo<TResult> result, CancellationToken cancellationToken)
        where TParameters : notnull
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var request = Messages.Request(++lastId, method, parameters, type);
            while (request.Length > 0)
                request = request[await socket.SendAsync(request, cancellationToken).ConfigureAwait(false)..];
            using var answer = JsonDocument.Parse(await ReadAsync(cancellationToken).ConfigureAwait(false) ?? throw Lost(null));
            if (answer.RootElement.TryGetProperty("error", out var error))
                throw new ControlException(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!);
            return answer.RootElement.GetProperty("result").Deserialize(result)!;
        }
        catch (SocketException e)
        {
            throw (Exception?)await RefusalAsync().ConfigureAwait(false) ?? Lost(e);
        }
        catch (OperationCanceledException)
        {
            // Its answer would be taken for that of the next call.
            socket.Dispose();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A supervisor that refuses us says so and closes, perhaps before it was asked.</summary>
    private async Task<ControlException?> RefusalAsync()
    {
        try
        {
            if (await reader.NextAsync(default).ConfigureAwait(false) is not { } line)
                return null;
            using var answer = JsonDocument.Parse(line);
            return answer.RootElement.TryGetProperty("error", out var error)
                ? new ControlException(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!)
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken) =>
        await reader.NextAsync(cancellationToken).ConfigureAwait(false);

    private async IAsyncEnumerable<SupervisorEvent> ReadEvents([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ReadOnlyMemory<byte>? line;
            try
            {
                line = await reader.NextAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException e)
            {
                throw Lost(e);
            }
            if (line is null)
                yield break;
            using var message = JsonDocument.Parse(line.Value);
            if (message.RootElement.TryGetProperty("params", out var happened))
                yield return happened.Deserialize(ControlJson.Default.EventReport)!.ToEvent();
        }
    }

    private static IOException Lost(SocketException? why) =>
        new("the supervisor closed the connection before it answered" + (why is null ? "" : $": {why.Message}"), why);
}
