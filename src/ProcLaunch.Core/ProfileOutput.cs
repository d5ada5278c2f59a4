using System.Runtime.CompilerServices;
using System.Text;
using ProcLaunch.Output;
using ProcLaunch.Runtime;

namespace ProcLaunch;

/// <summary>What a profile writes to standard output and error, as its log keeps it.</summary>
public sealed class ProfileOutput
{
    private const int LongestLine = 64 * 1024;

    private readonly Engine engine;
    private readonly string name;

    internal ProfileOutput(Engine engine, string name) => (this.engine, this.name) = (engine, name);

    /// <summary>The log file. Old ones, rotated by size, are beside it.</summary>
    public string Path => engine.Capture.LogPath(name);

    /// <summary>The last lines it wrote, oldest first, in whatever run; fewer where there are fewer, empty when there are none.</summary>
    /// <param name="count">How many at most. Default 20.</param>
    public IReadOnlyList<string> LastLines(int count = 20) => engine.Capture.Tail(name, count);

    /// <summary>
    /// The last lines and then what is written next, over restarts of the service and rotations of its log. Ends only by the token. Of a line longer than 64 KiB
    /// come pieces; what is no UTF-8 comes as the replacement character.
    /// </summary>
    /// <param name="lastLines">How many of the lines that are there to begin with. Default 0: only what comes from now on.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">The log cannot be read; the message says why.</exception>
    public async IAsyncEnumerable<string> ReadLinesAsync(int lastLines = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var follower = new LogFollower(Path, lastLines, engine.Capture.LogWatcher);
        var lines = new LineBuffer(LongestLine);
        while (true)
        {
            lines.Add(await follower.ReadAsync(lines.Free, cancellationToken).ConfigureAwait(false));
            while (lines.TryTake(out var line))
                yield return Encoding.UTF8.GetString(line.Span.TrimEnd((byte)'\r'));
        }
    }
}
