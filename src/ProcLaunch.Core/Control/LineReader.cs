using System.Net.Sockets;

namespace ProcLaunch.Control;

/// <summary>Splits what comes over a socket into lines, none longer than a limit.</summary>
/// <param name="longest">How many bytes a line may have without its end.</param>
/// <param name="patience">How long a line that has begun may take to end.</param>
internal sealed class LineReader(Socket socket, int longest, TimeSpan patience, TimeProvider time)
{
    private const int FirstSize = 4096;

    private byte[] buffer = new byte[FirstSize];
    private int start;
    private int scanned;
    private int end;

    /// <returns>A line without its end, valid until the next call; null when there are no more. What follows the last end of a line does not count.</returns>
    /// <exception cref="RpcException">The line is too long, or took too long.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlyMemory<byte>? line;
        if ((line = TakeLine()) is not null)
            return line;
        // Nobody waits for the rest of a line that has not begun.
        if (start == end && !await ReceiveAsync(cancellationToken).ConfigureAwait(false))
            return null;
        using var alarm = new CancellationTokenSource(patience, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alarm.Token);
        try
        {
            while ((line = TakeLine()) is null)
            {
                if (!await ReceiveAsync(deadline.Token).ConfigureAwait(false))
                    return null;
            }
            return line;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(ErrorCode.InvalidRequest, $"the message did not end within {patience.TotalSeconds} seconds");
        }
    }

    private ReadOnlyMemory<byte>? TakeLine()
    {
        var length = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
        scanned = length < 0 ? end : scanned + length;
        if (scanned - start > longest)
            throw new RpcException(ErrorCode.InvalidRequest, $"the message is longer than {longest} bytes");
        if (length < 0)
            return null;
        var line = buffer.AsMemory(start, scanned - start);
        start = ++scanned;
        return line;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var count = await socket.ReceiveAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        end += count;
        return count > 0;
    }

    private void MakeRoom()
    {
        // One long line must not cost its memory for the rest of a connection.
        if (start == end)
            (buffer, start, scanned, end) = (buffer.Length > FirstSize ? new byte[FirstSize] : buffer, 0, 0, 0);
        if (end < buffer.Length)
            return;
        var wider = end - start > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, end - start).CopyTo(wider);
        buffer = wider;
        scanned -= start;
        end -= start;
        start = 0;
    }
}
