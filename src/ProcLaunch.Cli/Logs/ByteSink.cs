namespace ProcLaunch.Cli.Logs;

/// <summary>Passes on what comes, as it comes.</summary>
internal sealed class ByteSink(StandardOutput output) : ILogSink
{
    private readonly byte[] buffer = new byte[64 * 1024];

    public Memory<byte> Free => buffer;

    public void Add(int count) => output.Write(buffer.AsSpan(0, count));

    public void End()
    {
    }
}
