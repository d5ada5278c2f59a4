using System.Text;
using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Logging;

/// <summary>A sink with room for so many bytes and no more.</summary>
internal sealed class MemorySink : ILineSink
{
    private readonly MemoryStream content = new();

    public int Room { get; set; } = int.MaxValue;

    public IOException? ReopenFails { get; set; }

    public bool Disposed { get; private set; }

    public string Text => Encoding.UTF8.GetString(content.ToArray());

    /// <summary>The lines without their timestamps.</summary>
    public IEnumerable<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Length > 25 ? line[25..] : line);

    public int Write(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(Room, bytes.Length);
        content.Write(bytes[..count]);
        Room -= count;
        return count;
    }

    public bool Reopen() => ReopenFails is null ? true : throw ReopenFails;

    public void Dispose() => Disposed = true;
}
