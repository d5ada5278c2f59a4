using System.Buffers;
using System.Net.Sockets;

namespace ProcLaunch.Control;

/// <summary>Splits what comes over a socket into lines, none longer than a limit.</summary>
/// <param name="longest">How many bytes a line may have without its end.</param>
/// <param name="patience">How long a line that has begun may take to end.</param>
internal sealed class LineReader(Socket socket, int longest, TimeSpan patience) : IDisposable
{
    private const int FirstSize = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int start;
    private int scanned;
    private int end;

    /// <returns>A line without its end, valid until the next call; null when there are no more. What follows the last end of a line does not count.</returns>
    /// <exception cref="RpcException">The line is too long, or took too long.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timed = false;
        while (true)
        {
            if (TakeLine() is { } line)
                return line;
            if (end - start > longest)
                throw new RpcException(ErrorCode.InvalidRequest, $"the message is longer than {longest} bytes");
            MakeRoom();
            if (end > start && !timed)
            {
                deadline.CancelAfter(patience);
                timed = true;
            }
            try
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(end), deadline.Token).ConfigureAwait(false);
                if (count == 0)
                    return null;
                end += count;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new RpcException(ErrorCode.InvalidRequest, $"the message did not end within {patience.TotalSeconds} seconds");
            }
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, []) is { Length: > 0 } rented)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private ReadOnlyMemory<byte>? TakeLine()
    {
        var length = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
        if (length < 0)
        {
            scanned = end;
            return null;
        }
        var line = buffer.AsMemory(start, scanned + length - start);
        start = scanned = scanned + length + 1;
        return line;
    }

    private void MakeRoom()
    {
        if (end < buffer.Length)
            return;
        var wider = end - start > buffer.Length / 2 ? ArrayPool<byte>.Shared.Rent(buffer.Length * 2) : buffer;
        buffer.AsSpan(start, end - start).CopyTo(wider);
        if (wider != buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = wider;
        scanned -= start;
        end -= start;
        start = 0;
    }
}
