using System.Buffers;
using ProcLaunch.Posix;

namespace ProcLaunch.Output;

/// <summary>
/// Moves one service's output from its pipe to its log file. Called by the thread that waits for all pipes and by whoever
/// needs the pipe drained, hence the lock; everything else about it is single-threaded.
/// </summary>
internal sealed class Pump : IDisposable
{
    /// <summary>At most this much in one go, so that a flooding service does not keep the others waiting.</summary>
    public const int Turn = 256 * 1024;

    private const int Chunk = 64 * 1024;
    private const int LastTurn = 1024 * 1024;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly string name;
    private readonly string logPath;
    private readonly OutputPipe pipe;
    private readonly TimeProvider time;
    private readonly Action<CaptureProblem> report;
    private LogFile? file;
    private Loss? loss;
    private long lastLook;
    private bool closed;

    public Pump(string name, OutputPipe pipe, string logPath, TimeProvider time, Action<CaptureProblem> report)
    {
        (this.name, this.pipe, this.logPath, this.time, this.report) = (name, pipe, logPath, time, report);
        lock (gate)
            OpenFile();
    }

    public OutputPipe Pipe => pipe;

    public void TakeTurn()
    {
        lock (gate)
        {
            if (closed)
                return;
            if (LookIsDue())
                FollowFile();
            Move(Turn);
        }
    }

    /// <summary>All that is in the pipe now is in the file (or dropped and counted) on return; what comes later may be too.</summary>
    public void Drain()
    {
        lock (gate)
        {
            if (closed)
                return;
            FollowFile();
            Move(pipe.Waiting);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (closed)
                return;
            closed = true;
            try
            {
                Move(LastTurn);
            }
            finally
            {
                if (loss is { Bytes: > 0 })
                    Report(CaptureProblemKind.ClosedWhileDropping, loss);
                file?.Dispose();
                pipe.Dispose();
            }
        }
    }

    private void Move(int most)
    {
        while (most > 0)
        {
            var count = loss is null && file is { CanSplice: true } ? Splice(most) : Copy(most);
            if (count == 0)
                return;
            most -= count;
        }
    }

    private int Splice(int most)
    {
        var count = file!.Splice(pipe, most);
        if (count >= 0)
            return count;
        if (count == -Errno.EAGAIN)
            return 0;
        if (count != -Errno.EINVAL)
            BeginLoss(Errno.Words(-count));
        return Copy(most);
    }

    private int Copy(int most)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var count = pipe.Read(buffer.AsSpan(0, Math.Min(most, Chunk)));
            if (count < 0)
                return count == -Errno.EAGAIN ? 0 : throw Errno.Failure("cannot read the pipe", -count);
            Put(buffer.AsSpan(0, count));
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (loss is not null)
        {
            bytes = loss.FromNextLine(bytes);
            if (bytes.IsEmpty || !LookIsDue() || !FileIsReady(loss))
            {
                loss.Drop(bytes);
                return;
            }
        }
        var written = file!.Append(bytes, out var error);
        if (error != 0)
            BeginLoss(Errno.Words(error)).Drop(bytes[written..]);
        else
            EndLoss();
    }

    /// <summary>Makes the file ready for a new line; a line that broke off when the loss began is ended first.</summary>
    private bool FileIsReady(Loss current)
    {
        lastLook = time.GetTimestamp();
        if (file is null && !OpenFile())
            return false;
        if (!file!.EndsMidLine)
            return true;
        file.Append("\n"u8, out var error);
        if (error != 0)
            current.Reason = Errno.Words(error);
        return error == 0;
    }

    private bool LookIsDue() => time.GetElapsedTime(lastLook) >= BetweenLooks;

    /// <summary>Goes on at the path when someone renamed or removed the file, and tears no line doing so.</summary>
    private void FollowFile()
    {
        if (file is null || file.IsAt(logPath))
        {
            // While output is lost the time of the last look is the time of the last attempt to write.
            if (loss is null)
                lastLook = time.GetTimestamp();
            return;
        }
        if (loss is null && file.EndsMidLine)
            FinishLineThenSwitch(file);
        else
            Switch();
    }

    private void FinishLineThenSwitch(LogFile old)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var count = pipe.Read(buffer.AsSpan(0, Chunk));
            // The rest of the line is still to come, and wakes us up: the look stays due.
            if (count <= 0)
                return;
            // Without an end in this chunk the line is torn: it may never end, and a removed file keeps nothing.
            var rest = buffer.AsSpan(0, count);
            rest = rest[old.Append(rest[..(rest.IndexOf((byte)'\n') + 1)], out _)..];
            Switch();
            Put(rest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Switch()
    {
        file?.Dispose();
        file = null;
        OpenFile();
    }

    private bool OpenFile()
    {
        lastLook = time.GetTimestamp();
        try
        {
            file = LogFile.Open(logPath);
            return true;
        }
        catch (IOException e)
        {
            BeginLoss(e.Message);
            return false;
        }
    }

    private Loss BeginLoss(string reason)
    {
        lastLook = time.GetTimestamp();
        if (loss is not null)
        {
            loss.Reason = reason;
            return loss;
        }
        loss = new Loss(reason, atLineStart: file is not { EndsMidLine: true });
        Report(CaptureProblemKind.Dropping, loss);
        return loss;
    }

    private void EndLoss()
    {
        if (loss is not { } past)
            return;
        loss = null;
        Report(CaptureProblemKind.WrittenAgain, past);
    }

    private void Report(CaptureProblemKind kind, Loss of) => report(new CaptureProblem(name, kind, of.Reason, of.Lines, of.Bytes));
}
