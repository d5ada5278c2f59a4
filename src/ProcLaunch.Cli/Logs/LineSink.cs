using System.Buffers;
using ProcLaunch.Output;

namespace ProcLaunch.Cli.Logs;

/// <summary>Passes on whole lines in a style of their own. One without an end waits for it, as long as it is not too long.</summary>
internal sealed class LineSink(StandardOutput output, LineStyle style, string name) : ILogSink
{
    private const int LongestLine = 64 * 1024;

    private readonly LineBuffer lines = new(LongestLine);
    private readonly ArrayBufferWriter<byte> text = new();

    public Memory<byte> Free => lines.Free;

    public void Add(int count)
    {
        lines.Add(count);
        text.ResetWrittenCount();
        while (lines.TryTake(out var line))
            style.Write(text, name, line.Span);
        output.Write(text.WrittenSpan);
    }

    public void End()
    {
        if (lines.TakeRest() is not { IsEmpty: false } rest)
            return;
        text.ResetWrittenCount();
        style.Write(text, name, rest.Span);
        output.Write(text.WrittenSpan);
    }
}
