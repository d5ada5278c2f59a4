using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;
using ProcLaunch.Posix;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>One client: its requests are answered one after the other; events, once asked for, come in between.</summary>
internal sealed class ControlConnection(Socket socket, ControlMethods methods, uint owner, TimeProvider time)
{
    private const int LongestMessage = 1 << 20;

    /// <summary>How long a client may take to end a message it has begun, or to take what it is sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim sending = new(1);
    private readonly TaskCompletionSource served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long idleSince = time.GetTimestamp();
    private Subscription? subscription;
    private Task events = Task.CompletedTask;

    /// <summary>Completes when nothing of it is left.</summary>
    public Task Served => served.Task;

    /// <summary>Since when nobody waits for anything on it; null while someone does.</summary>
    public long? IdleSince => Interlocked.Read(ref idleSince) is > 0 and var since ? since : null;

    public void End() => ending.Cancel();

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), ending);
        try
        {
            await AnswerAllAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It is gone, or was too slow: that is its own affair.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            if (subscription is not null)
                methods.Unsubscribe(subscription);
            socket.Dispose();
            await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            served.SetResult();
        }
    }

    private async Task AnswerAllAsync()
    {
        using var reader = new LineReader(socket, LongestMessage, Patience);
        try
        {
            Allow(Peer.Of(socket));
            while (await reader.NextAsync(ending.Token).ConfigureAwait(false) is { } line)
            {
                Interlocked.Exchange(ref idleSince, 0);
                await AnswerAsync(line).ConfigureAwait(false);
                if (subscription is null)
                    Interlocked.Exchange(ref idleSince, time.GetTimestamp());
            }
        }
        catch (RpcException refused)
        {
            // The rest of what it sends cannot be told apart: it ends here.
            await SendAsync(Messages.Error(default, refused.Code, refused.Message)).ConfigureAwait(false);
            return;
        }
        // It may have closed but its sending half, as "echo … | socat" does, and still read.
        if (!IsHungUp())
            await events.ConfigureAwait(false);
    }

    private void Allow(Peer peer)
    {
        if (peer.Uid != 0 && peer.Uid != owner)
            throw new RpcException(ErrorCode.Refused, $"user {peer.Uid} may not control this supervisor: only root and user {owner} may");
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> line)
    {
        using var call = new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, call.Token);
        var answering = new Dispatcher(methods, Subscribe).AnswerAsync(line, linked.Token);
        if (!answering.IsCompleted)
            await EndWithPeerAsync(answering, linked).ConfigureAwait(false);
        var answer = await answering.ConfigureAwait(false);
        if (answer.Message is { } message)
            await SendAsync(message).ConfigureAwait(false);
        if (subscription is not null && events.IsCompleted)
            events = SendEventsAsync(subscription);
        foreach (var then in answer.Then)
            then();
    }

    /// <summary>While someone waits for an answer, looks whether he is still there.</summary>
    private async Task EndWithPeerAsync(Task answering, CancellationTokenSource call)
    {
        using var peeking = CancellationTokenSource.CreateLinkedTokenSource(call.Token);
        var peek = socket.ReceiveAsync(new byte[1], SocketFlags.Peek, peeking.Token).AsTask();
        if (await Task.WhenAny(answering, peek).ConfigureAwait(false) == peek && peek is { IsCompletedSuccessfully: true, Result: 0 } && IsHungUp())
            await call.CancelAsync().ConfigureAwait(false);
        await peeking.CancelAsync().ConfigureAwait(false);
        await ((Task)peek).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Subscribe(Subscription asked)
    {
        if (subscription is not null)
        {
            methods.Unsubscribe(asked);
            throw new RpcException(ErrorCode.InvalidRequest, "events are already sent on this connection");
        }
        subscription = asked;
    }

    private async Task SendEventsAsync(Subscription following)
    {
        try
        {
            await foreach (var happened in following.Events.ReadAllAsync(ending.Token).ConfigureAwait(false))
                await SendAsync(Messages.Event(happened)).ConfigureAwait(false);
        }
        finally
        {
            // Told too late, or not at all any more: the client must see that, and subscribe anew.
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        await sending.WaitAsync(ending.Token).ConfigureAwait(false);
        try
        {
            deadline.CancelAfter(Patience);
            while (message.Length > 0)
                message = message[await socket.SendAsync(message, deadline.Token).ConfigureAwait(false)..];
        }
        finally
        {
            sending.Release();
        }
    }

    private unsafe bool IsHungUp()
    {
        const int hungUp = 0x10; // POLLHUP: closed in both directions
        var entry = stackalloc int[] { (int)socket.Handle, 0 };
        return Libc.poll(entry, 1, 0) == 1 && (entry[1] >> 16 & hungUp) != 0;
    }
}
