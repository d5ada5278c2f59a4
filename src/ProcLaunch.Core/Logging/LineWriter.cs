using System.Buffers;
using Microsoft.Extensions.Logging;

namespace ProcLaunch.Logging;

/// <summary>Formats records and hands them to a sink one at a time; counts what the sink loses and says so once it takes lines again.</summary>
internal sealed class LineWriter(ILineSink sink, TimeProvider time) : IDisposable
{
    private const int LargestKept = 64 * 1024;

    private readonly Lock gate = new();
    private ArrayBufferWriter<byte> line = new(512);
    private long lost;
    private bool brokenOff;
    private bool disposed;

    public void Write(LogLevel level, string tag, string message)
    {
        lock (gate)
        {
            if (disposed)
                return;
            if (lost > 0 && Put(LogLevel.Warning, ProfileName.Reserved, LostWords(lost)))
                lost = 0;
            // In order or not at all: the count comes where the lines are missing.
            if (lost > 0 || !Put(level, tag, message))
                lost++;
        }
    }

    public void Reopen()
    {
        try
        {
            lock (gate)
            {
                if (!disposed && sink.Reopen())
                    brokenOff = false;
            }
        }
        catch (IOException e)
        {
            Write(LogLevel.Warning, ProfileName.Reserved, $"cannot reopen the log: {e.Message}");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            sink.Dispose();
        }
    }

    private static string LostWords(long count) => count == 1
        ? "1 line of this log was lost: it could not be written"
        : $"{count} lines of this log were lost: they could not be written";

    private bool Put(LogLevel level, string tag, string message)
    {
        // Whatever cut a record off must not make the next one part of it.
        if (brokenOff && sink.Write("\n"u8) != 1)
            return false;
        if (line.Capacity > LargestKept)
            line = new ArrayBufferWriter<byte>(512);
        line.ResetWrittenCount();
        LineFormat.Write(line, time.GetUtcNow(), level, tag, message);
        var written = sink.Write(line.WrittenSpan);
        brokenOff = written > 0 && written < line.WrittenCount;
        return written == line.WrittenCount;
    }
}
