using System.Net.Sockets;
using ProcLaunch.Posix;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>
/// One client: its requests are answered one after the other; events, once asked for, come in between. What it has sent in whole
/// lines is done, whether it stays to hear of it or not.
/// </summary>
internal sealed class ControlConnection(Socket socket, ControlMethods methods, uint owner, TimeProvider time)
{
    private const int LongestMessage = 1 << 20;
    private const long Busy = -1;

    /// <summary>How long a client may take to end a message it has begun, or to take what it is sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim sending = new(1);
    private long idleSince = time.GetTimestamp();
    private Subscription? subscription;
    private Task events = Task.CompletedTask;
    private bool endsWithSupervisor;

    /// <summary>Since when nobody waits for anything on it; null while someone does.</summary>
    public long? IdleSince => Interlocked.Read(ref idleSince) is var since && since != Busy ? since : null;

    /// <summary>Ends it at once.</summary>
    public void End() => ending.Cancel();

    /// <param name="leaving">The supervisor ends: no more requests; those who wait are told, those who follow events get the last of them.</param>
    /// <returns>The socket, where the client waits for the very end of the supervisor: its closing tells him.</returns>
    public async Task<Socket?> ServeAsync(CancellationToken leaving)
    {
        try
        {
            await ServeUntilAsync(leaving).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It is gone, or was too slow: that is its own affair.
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            if (subscription is not null)
                methods.Unsubscribe(subscription);
            await events.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!endsWithSupervisor)
                socket.Dispose();
        }
        return endsWithSupervisor ? socket : null;
    }

    private async Task ServeUntilAsync(CancellationToken leaving)
    {
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(leaving, ending.Token);
        try
        {
            Allow(Peer.Of(socket));
            await AnswerAllAsync(asking.Token).ConfigureAwait(false);
            // It may have closed but its sending half, as "echo … | socat" does, and still read.
            await EndWithPeerAsync(events, End, asking.Token).ConfigureAwait(false);
            asking.Token.ThrowIfCancellationRequested();
        }
        catch (RpcException refused)
        {
            // The rest of what it sends cannot be told apart: it ends here.
            await SendAsync(Messages.Error(default, refused.Code, refused.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            if (subscription is not null)
                methods.Unsubscribe(subscription);
            await events.ConfigureAwait(false);
        }
    }

    private void Allow(Peer peer)
    {
        if (peer.Uid != 0 && peer.Uid != owner)
            throw new RpcException(ErrorCode.Refused, $"user {peer.Uid} may not control this supervisor: only root and user {owner} may");
    }

    private async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        var reader = new LineReader(socket, LongestMessage, Patience, time);
        while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            Interlocked.Exchange(ref idleSince, Busy);
            await AnswerAsync(line, cancellationToken).ConfigureAwait(false);
            if (subscription is null)
                Interlocked.Exchange(ref idleSince, time.GetTimestamp());
            // Who asks much at once does not keep a thread to himself.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private async Task AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = new Dispatcher(methods, Subscribe).AnswerAsync(line, call.Token);
        if (!answering.IsCompleted)
            await EndWithPeerAsync(answering, call.Cancel, cancellationToken).ConfigureAwait(false);
        var answer = await answering.ConfigureAwait(false);
        if (!answer.Message.IsEmpty)
            await SendAsync(answer.Message).ConfigureAwait(false);
        if (subscription is not null && events.IsCompleted)
            events = SendEventsAsync(subscription);
        foreach (var then in answer.Then)
        {
            endsWithSupervisor = true;
            then();
        }
    }

    /// <summary>Looks now and then whether there is still somebody to work for: reading does not tell while there is more to read.</summary>
    private async Task EndWithPeerAsync(Task work, Action end, CancellationToken cancellationToken)
    {
        using var looks = new PeriodicTimer(BetweenLooks, time);
        while (!work.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            if (IsHungUp())
            {
                end();
                break;
            }
            await Task.WhenAny(work, looks.WaitForNextTickAsync(cancellationToken).AsTask()).ConfigureAwait(false);
        }
        await work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            await SendAsync(Messages.End()).ConfigureAwait(false);
        }
        catch (IOException fellBehind)
        {
            await SendAsync(Messages.Error(default, ErrorCode.Unavailable, fellBehind.Message)).ConfigureAwait(false);
        }
        finally
        {
            // Told too late, or not at all any more: the client must see that, and subscribe anew.
            await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message)
    {
        using var alarm = new CancellationTokenSource(Patience, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, alarm.Token);
        await sending.WaitAsync(deadline.Token).ConfigureAwait(false);
        try
        {
            while (message.Length > 0)
                message = message[await socket.SendAsync(message, deadline.Token).ConfigureAwait(false)..];
        }
        catch (SocketException) when (subscription is null)
        {
            // It does not listen any more; what else it has sent is done all the same.
        }
        catch (OperationCanceledException)
        {
            // Perhaps in the middle of a line: nothing can follow.
            End();
            throw;
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
