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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly string name;
    private readonly string logPath;
    private readonly OutputPipe pipe;
    private readonly ServiceLog log;
    private readonly TimeProvider time;
    private readonly Action<CaptureProblem> report;
    private Loss? loss;
    private long lastLook;
    private bool closed;

    public Pump(string name, OutputPipe pipe, string logPath, LogSettings settings, TimeProvider time, Action<CaptureProblem> report)
    {
        (this.name, this.logPath, this.pipe, this.time, this.report) = (name, logPath, pipe, time, report);
        log = new ServiceLog(logPath, settings, time, reason => report(new CaptureProblem(name, CaptureProblemKind.NotRotated, reason)));
        lock (gate)
            OpenFile();
    }

    public OutputPipe Pipe => pipe;

    /// <summary>Keeps the output as the settings say from here on.</summary>
    public void Follow(LogSettings settings)
    {
        lock (gate)
            log.Settings = settings;
    }

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

    /// <summary>What is written from here on belongs to another run.</summary>
    public void Mark()
    {
        lock (gate)
        {
            if (closed)
                return;
            MoveWhatWaits();
            log.Mark();
            loss?.BeginToKeep();
        }
    }

    /// <summary>All that is in the pipe now is in the file (or dropped and counted) on return; what comes later may be too.</summary>
    /// <returns>False when it is closed, or hangs in the file system.</returns>
    public bool Drain() => Look(MoveWhatWaits);

    /// <summary>The last lines, also those that could not be written to the file; what is in the pipe is taken first.</summary>
    /// <param name="ofRun">Only what came since <see cref="Mark"/>.</param>
    /// <returns>Null when it is closed, or hangs in the file system.</returns>
    /// <exception cref="IOException">The pipe cannot be read.</exception>
    public IReadOnlyList<string>? Tail(int maxLines, bool ofRun)
    {
        IReadOnlyList<string>? lines = null;
        Look(() =>
        {
            MoveWhatWaits();
            lines = LastLines.Of(logPath, maxLines, ofRun ? log.SinceMark : LogStretch.All, loss is null ? [] : loss.Kept, loss is { KeptGoesOn: true });
        });
        return lines;
    }

    /// <summary>What was written since <see cref="Mark"/>, and what follows.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    public LogReader ReadRun()
    {
        // Nothing is written meanwhile: the count is still right when the files are open.
        lock (gate)
            return LogReader.OfLastBytes(logPath, log.SinceMark.InFile + log.SinceMark.InOldFiles);
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
                log.Dispose();
                pipe.Dispose();
            }
        }
    }

    /// <summary>For those who can do without: a pump that hangs in a write keeps nobody for long.</summary>
    private bool Look(Action look)
    {
        if (!gate.TryEnter(Patience))
            return false;
        try
        {
            if (!closed)
                look();
            return !closed;
        }
        finally
        {
            gate.Exit();
        }
    }

    private void MoveWhatWaits()
    {
        FollowFile();
        Move(pipe.Waiting);
    }

    private void Move(int most)
    {
        while (most > 0)
        {
            var count = loss is null && log.TakesSplice ? Splice(most) : Copy(most);
            if (count == 0)
                return;
            most -= count;
        }
    }

    private int Splice(int most)
    {
        var count = log.Splice(pipe, most, out var trouble);
        if (trouble is not null)
            BeginLoss(trouble);
        return count >= 0 ? count : Copy(most);
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
        var written = log.Append(bytes, out var trouble);
        if (written > 0)
            loss?.BeginToKeep();
        if (trouble is not null)
            BeginLoss(trouble).Drop(bytes[written..]);
        else
            EndLoss();
    }

    /// <summary>Makes the file ready for a new line; a line that broke off when the loss began is ended first.</summary>
    private bool FileIsReady(Loss current)
    {
        lastLook = time.GetTimestamp();
        if (!log.IsOpen && !OpenFile())
            return false;
        if (log.EndLine(out var trouble))
            return true;
        current.Reason = trouble!;
        return false;
    }

    private bool LookIsDue() => time.GetElapsedTime(lastLook) >= BetweenLooks;

    /// <summary>Goes on at the path when someone renamed or removed the file, and tears no line doing so.</summary>
    private void FollowFile()
    {
        if (!log.IsDisplaced)
        {
            // While output is lost the time of the last look is the time of the last attempt to write.
            if (loss is null)
                lastLook = time.GetTimestamp();
            return;
        }
        if (loss is null && log.EndsMidLine)
            FinishLineThenSwitch();
        else
            OpenFile();
    }

    private void FinishLineThenSwitch()
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
            rest = rest[log.Append(rest[..(rest.IndexOf((byte)'\n') + 1)], out _)..];
            OpenFile();
            Put(rest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool OpenFile()
    {
        lastLook = time.GetTimestamp();
        if (log.Reopen(out var trouble))
            return true;
        BeginLoss(trouble!);
        return false;
    }

    private Loss BeginLoss(string reason)
    {
        lastLook = time.GetTimestamp();
        if (loss is not null)
        {
            loss.Reason = reason;
            return loss;
        }
        loss = new Loss(reason, atLineStart: !log.EndsMidLine);
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
