using System.Buffers;
using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>
/// A service's log: the file that is written, and the old ones beside it. It is rotated only between two lines, and not
/// before there is more to write: so the files alone always tell how to go on, whenever we died.
/// </summary>
/// <param name="reportNotRotated">Told why, once for each reason.</param>
internal sealed class ServiceLog(string path, LogSettings settings, TimeProvider time, Action<string> reportNotRotated) : IDisposable
{
    private const int Block = 64 * 1024;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private LogFile? file;
    private LogStretch sinceMark;
    private long? failed;
    private string? reported;

    public LogSettings Settings { get; set; } = settings;

    public bool IsOpen => file is not null;

    /// <summary>Whether bytes may go from the pipe to the file without passing through our memory.</summary>
    public bool TakesSplice => file is { CanSplice: true } && !Settings.Timestamps;

    public bool EndsMidLine => file is { EndsMidLine: true };

    /// <summary>Whether someone renamed, removed or replaced the file.</summary>
    public bool IsDisplaced => file is not null && !file.IsAt(path);

    /// <summary>What was written since <see cref="Mark"/> and is still there.</summary>
    public LogStretch SinceMark => file is null || IsDisplaced ? default
        // Someone truncated it: what he left is all there is.
        : file.End < sinceMark.InFile ? new LogStretch(file.End, 0)
        : sinceMark;

    /// <summary>What the file takes before it is rotated; none: at the next end of a line.</summary>
    private long Room => failed is { } at && time.GetElapsedTime(at) < BetweenTries
        ? long.MaxValue
        : Math.Max(Settings.MaxSize, 1) - file!.End;

    /// <summary>What is written from here on belongs to another run.</summary>
    public void Mark() => sinceMark = default;

    /// <summary>Opens what is at the path now, or makes it.</summary>
    public bool Reopen(out string? trouble)
    {
        file?.Dispose();
        file = null;
        sinceMark = default;
        trouble = null;
        try
        {
            file = LogFile.Open(path);
        }
        catch (IOException e)
        {
            trouble = e.Message;
        }
        return file is not null;
    }

    /// <summary>Moves bytes from the pipe to the file: each is in one of them at every moment, and in no other file than the rest of its line.</summary>
    /// <returns>The number of bytes; 0 when there are none; -1 when they must be read and appended instead.</returns>
    public int Splice(OutputPipe pipe, int most, out string? trouble)
    {
        trouble = null;
        if (Room <= 0)
        {
            if (pipe.Waiting == 0)
                return 0;
            if (!MayGoOn(out trouble))
                return -1;
        }
        most = Room is > 0 and var room ? (int)Math.Min(most, room) : pipe.BytesToLineEnd(most);
        if (most <= 0)
            return most;
        var count = file!.Splice(pipe, most);
        if (count >= 0)
            return Count(count);
        if (count == -Errno.EAGAIN)
            return 0;
        if (count != -Errno.EINVAL)
            trouble = Errno.Words(-count);
        return -1;
    }

    /// <returns>How many of the bytes were written: all, or <paramref name="trouble"/> says why not.</returns>
    public int Append(ReadOnlySpan<byte> bytes, out string? trouble) =>
        Settings.Timestamps ? AppendStamped(bytes, out trouble) : AppendLines(bytes, out trouble);

    /// <summary>Ends a line that broke off. Its rest is lost in any case, so a full file need not wait for its end.</summary>
    public bool EndLine(out string? trouble)
    {
        trouble = null;
        if (!EndsMidLine)
            return true;
        Count(file!.Append("\n"u8, out var error));
        if (error == 0)
            return true;
        if (Room <= 0)
            return Rotate(out trouble);
        trouble = Errno.Words(error);
        return false;
    }

    public void Dispose() => file?.Dispose();

    private int AppendStamped(ReadOnlySpan<byte> bytes, out string? trouble)
    {
        Span<byte> stamp = stackalloc byte[LineStamp.Length];
        LineStamp.Write(time.GetUtcNow(), stamp);
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            trouble = null;
            var done = 0;
            while (done < bytes.Length && trouble is null)
            {
                var atLineStart = !EndsMidLine;
                var filled = LineStamp.Put(stamp, bytes[done..], atLineStart, block, out var taken);
                var written = AppendLines(block.AsSpan(0, filled), out trouble);
                done += trouble is null ? taken : LineStamp.CountUnstamped(block.AsSpan(0, written), atLineStart);
            }
            return done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private int AppendLines(ReadOnlySpan<byte> bytes, out string? trouble)
    {
        trouble = null;
        var done = 0;
        while (done < bytes.Length && trouble is null && MayGoOn(out trouble))
        {
            done += Count(file!.Append(UpToRotation(bytes[done..], Room), out var error));
            if (error != 0)
                trouble = Errno.Words(error);
        }
        return done;
    }

    private static ReadOnlySpan<byte> UpToRotation(ReadOnlySpan<byte> bytes, long room)
    {
        if (bytes.Length <= room)
            return bytes;
        // The last byte that fits may be the end of a line.
        var from = (int)Math.Max(room - 1, 0);
        var end = bytes[from..].IndexOf((byte)'\n');
        return end < 0 ? bytes : bytes[..(from + end + 1)];
    }

    private bool MayGoOn(out string? trouble)
    {
        trouble = null;
        return Room > 0 || file!.EndsMidLine || Rotate(out trouble);
    }

    /// <returns>False when there is no file to go on with.</returns>
    private bool Rotate(out string? trouble)
    {
        trouble = null;
        var old = default(LogStretch);
        try
        {
            failed = null;
            // A file put there by someone else is not ours to rename.
            if (!IsDisplaced)
            {
                Report(OldLogs.Add(path, Settings.MaxFiles));
                old = new LogStretch(0, sinceMark.InFile + sinceMark.InOldFiles);
            }
        }
        catch (IOException e)
        {
            // Better too large a file than lost lines.
            failed = time.GetTimestamp();
            Report(e.Message);
            return true;
        }
        var opened = Reopen(out trouble);
        sinceMark = old;
        return opened;
    }

    private int Count(int written)
    {
        sinceMark = sinceMark with { InFile = sinceMark.InFile + written };
        return written;
    }

    private void Report(string? reason)
    {
        if (reason is not null && reason != reported)
            reportNotRotated(reason);
        reported = reason;
    }
}
