using ProcLaunch.Posix;

namespace ProcLaunch.Logging;

/// <summary>
/// Writes to standard error, without Console, which takes over the terminal and its signals. Descriptor 2 is shared with
/// whoever started us, so it is not ours to make non-blocking: each piece is written only when there is room for it.
/// </summary>
/// <param name="number">The descriptor; never closed.</param>
internal sealed unsafe class StandardErrorSink(int number = 2) : ILineSink
{
    // A pipe that is writable takes this much without waiting (PIPE_BUF).
    private const int Piece = 4096;
    private const int Writable = 4; // POLLOUT

    private readonly Descriptor error = new(number);

    public int Write(ReadOnlySpan<byte> bytes)
    {
        var done = 0;
        while (done < bytes.Length && IsReady())
        {
            var count = error.TryWrite(bytes.Slice(done, Math.Min(Piece, bytes.Length - done)));
            if (count <= 0)
                break;
            done += count;
        }
        return done;
    }

    public bool Reopen() => false;

    public void Dispose()
    {
    }

    private bool IsReady()
    {
        var entry = stackalloc int[] { error.Number, Writable };
        return Libc.poll(entry, 1, 0) == 1;
    }
}
