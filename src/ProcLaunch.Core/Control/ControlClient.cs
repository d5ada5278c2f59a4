using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ProcLaunch.Posix;

namespace ProcLaunch.Control;

/// <summary>
/// Talks to a running supervisor over the control socket of its state directory. One call at a time: others wait for their turn.
/// A call that is cancelled ends the connection, never what was asked for; after that, and after <see cref="DisposeAsync"/>, every
/// call throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class ControlClient : IAsyncDisposable
{
    private const int LongestAnswer = 256 << 20;

    private readonly Socket socket;
    private readonly LineReader reader;
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource closed = new();
    private long lastId;
    private bool follows;

    private ControlClient(Socket socket)
    {
        this.socket = socket;
        // The supervisor may take its time: it has the same patience with itself.
        reader = new LineReader(socket, LongestAnswer, Timeout.InfiniteTimeSpan, TimeProvider.System);
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
        Socket? socket = null;
        try
        {
            using var endpoint = new Endpoint(directory);
            socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(endpoint.Address, cancellationToken).ConfigureAwait(false);
            return new ControlClient(socket);
        }
        catch (Exception e)
        {
            socket?.Dispose();
            throw e switch
            {
                SocketException { SocketErrorCode: SocketError.AccessDenied } or IOException { HResult: Errno.EACCES } =>
                    new UnauthorizedAccessException($"cannot connect to the supervisor of {directory}: permission denied; only root and its own user may", e),
                // Nothing there; or a socket that a killed supervisor left behind.
                SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.ConnectionRefused } => new NoSupervisorException(directory),
                SocketException or IOException when !Directory.Exists(directory) => new NoSupervisorException(directory),
                SocketException or IOException => new IOException($"cannot connect to the supervisor of {directory}: {e.Message}", e),
                _ => e,
            };
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
    public Task<IReadOnlyList<RequestReport>> StartAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("start", names, wait, cancellationToken);

    /// <summary>Stops profiles by hand.</summary>
    /// <param name="names">Which; <c>null</c> for all.</param>
    /// <param name="wait">How long to wait until nothing of them is left; <c>null</c>: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting, not the stopping.</param>
    /// <inheritdoc cref="StartAsync"/>
    public Task<IReadOnlyList<RequestReport>> StopAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("stop", names, wait, cancellationToken);

    /// <summary>Stops profiles, where they run, and starts them.</summary>
    /// <param name="names">Which; <c>null</c> for all.</param>
    /// <param name="wait">How long to wait until they run again; <c>null</c>: not at all.</param>
    /// <param name="cancellationToken">Ends the waiting, not the restarting.</param>
    /// <inheritdoc cref="StartAsync"/>
    public Task<IReadOnlyList<RequestReport>> RestartAsync(IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken = default) =>
        OrderAsync("restart", names, wait, cancellationToken);

    /// <summary>Sends the main processes of profiles their reload signal, SIGHUP where they have none of their own.</summary>
    /// <param name="names">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<IReadOnlyList<RequestReport>> ReloadAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        (await CallAsync("reload", new NamesParameters(names), ControlJson.Default.NamesParameters, ControlJson.Default.RequestReports, cancellationToken).ConfigureAwait(false)).Profiles;

    /// <summary>Sends the main processes of profiles a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="names">Which.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<IReadOnlyList<RequestReport>> SignalAsync(Signal signal, IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        (await CallAsync("signal", new SignalParameters(signal.Name, names), ControlJson.Default.SignalParameters, ControlJson.Default.RequestReports, cancellationToken).ConfigureAwait(false)).Profiles;

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
        CallAsync("rescan", new NoParameters(), ControlJson.Default.NoParameters, ControlJson.Default.EmptyResult, cancellationToken);

    /// <summary>Asks the program that the supervisor lives in to end; completes when the supervisor has ended.</summary>
    /// <param name="leave">True: the services run on. False: they are stopped first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ControlException">The supervisor refused.</exception>
    public async Task ShutdownAsync(bool leave = false, CancellationToken cancellationToken = default)
    {
        await CallAsync("shutdown", new ShutdownParameters(leave), ControlJson.Default.ShutdownParameters, ControlJson.Default.EmptyResult, cancellationToken).ConfigureAwait(false);
        await InTurnAsync(async ending =>
        {
            try
            {
                while (await reader.NextAsync(ending).ConfigureAwait(false) is not null)
                {
                }
            }
            catch (SocketException)
            {
                // A broken connection is what was waited for.
            }
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// All profiles now, and what happens from this moment on, with no gap between the two. The client is of use for nothing
    /// else then.
    /// </summary>
    /// <param name="cancellationToken">Ends the call; the events have a token of their own.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<EventStream> GetEventsAsync(CancellationToken cancellationToken = default)
    {
        var snapshot = await CallAsync("events", new NoParameters(), ControlJson.Default.NoParameters, ControlJson.Default.Snapshot, cancellationToken).ConfigureAwait(false);
        follows = true;
        return new EventStream(snapshot.Profiles, snapshot.Seq, ReadEvents());
    }

    /// <summary>Ends the connection; a call that waits for its answer throws <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync()
    {
        closed.Cancel();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<RequestReport>> OrderAsync(string method, IReadOnlyList<string>? names, TimeSpan? wait, CancellationToken cancellationToken) =>
        (await CallAsync(method, new ProfilesParameters(names, names is null, wait?.TotalSeconds), ControlJson.Default.ProfilesParameters, ControlJson.Default.RequestReports, cancellationToken).ConfigureAwait(false)).Profiles;

    private Task<TResult> CallAsync<TParameters, TResult>(
        string method, TParameters parameters, JsonTypeInfo<TParameters> type, JsonTypeInfo<TResult> result, CancellationToken cancellationToken)
        where TParameters : notnull => InTurnAsync(async ending =>
        {
            await SendAsync(Messages.Request(++lastId, method, parameters, type), ending).ConfigureAwait(false);
            using var answer = await ReadAsync(ending).ConfigureAwait(false) ?? throw Lost(null);
            ThrowIfRefused(answer.RootElement);
            return answer.RootElement.GetProperty("result").Deserialize(result)!;
        }, cancellationToken);

    /// <param name="use">Uses the connection, which nobody else does meanwhile.</param>
    private async Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(closed.IsCancellationRequested, this);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed.Token);
        var begun = false;
        try
        {
            await turn.WaitAsync(ending.Token).ConfigureAwait(false);
            try
            {
                if (follows)
                    throw new InvalidOperationException("Events come over this connection: make another one for calls.");
                begun = true;
                return await use(ending.Token).ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (Exception) when (closed.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(ControlClient));
        }
        catch (OperationCanceledException)
        {
            // Its answer would be taken for that of the next call.
            if (begun)
                await DisposeAsync().ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (e is SocketException or JsonException or KeyNotFoundException or RpcException)
        {
            throw Lost(e);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            while (request.Length > 0)
                request = request[await socket.SendAsync(request, cancellationToken).ConfigureAwait(false)..];
        }
        catch (SocketException)
        {
            // A supervisor that refuses us says so and closes, perhaps before it was asked.
            using var refusal = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (refusal is not null)
                ThrowIfRefused(refusal.RootElement);
            throw;
        }
    }

    private async Task<JsonDocument?> ReadAsync(CancellationToken cancellationToken) =>
        await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } line ? JsonDocument.Parse(line) : null;

    private async IAsyncEnumerable<SupervisorEvent> ReadEvents([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closed.Token);
        while (await NextMessageAsync(ending.Token, cancellationToken).ConfigureAwait(false) is var message && message.GetProperty("method").GetString() is var method && method != "end")
        {
            // One that is not known comes from a later version.
            if (method == "event" && message.GetProperty("params") is var happened && EventReport.IsKnown(happened))
                yield return happened.Deserialize(ControlJson.Default.EventReport)!.ToEvent();
        }
    }

    private async Task<JsonElement> NextMessageAsync(CancellationToken ending, CancellationToken cancellationToken)
    {
        try
        {
            using var message = await ReadAsync(ending).ConfigureAwait(false) ?? throw Lost(null);
            if (message.RootElement.TryGetProperty("error", out var error))
                throw new IOException(error.GetProperty("message").GetString());
            return message.RootElement.Clone();
        }
        catch (Exception) when (closed.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(ControlClient));
        }
        catch (Exception e) when (e is SocketException or JsonException or KeyNotFoundException or RpcException)
        {
            throw Lost(e);
        }
    }

    private static void ThrowIfRefused(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error))
            throw new ControlException(error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!);
    }

    private static IOException Lost(Exception? why) =>
        new("the connection to the supervisor broke" + (why is null ? "" : $": {why.Message}"), why);
}
