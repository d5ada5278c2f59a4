using System.Collections.Concurrent;
using System.Text;
using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>A capture on a state directory of its own, and what a service does to it.</summary>
internal sealed class Bench : IDisposable
{
    private readonly TemporaryDirectory? own;
    private readonly List<Descriptor> writers = [];

    public Bench(string? stateDirectory = null)
    {
        own = stateDirectory is null ? new TemporaryDirectory() : null;
        StateDirectory = stateDirectory ?? own!.Path;
        Capture = NewCapture();
    }

    public string StateDirectory { get; }

    public Capture Capture { get; private set; }

    public VirtualClock Clock { get; } = new();

    public ConcurrentQueue<CaptureProblem> Problems { get; } = [];

    /// <summary>Called for each problem, on the thread that reports it.</summary>
    public Action<CaptureProblem> WhenReported { get; set; } = _ => { };

    public void Restart()
    {
        Capture.Dispose();
        Capture = NewCapture();
    }

    /// <summary>The descriptor a service has as its standard output.</summary>
    public Descriptor Service(string name, LogSettings? settings = null)
    {
        Capture.Open(name, settings: settings);
        var writer = Descriptor.Open(Capture.PipePath(name), Descriptor.ReadWrite);
        writers.Add(writer);
        return writer;
    }

    public byte[] Bytes(string name) => File.ReadAllBytes(Capture.LogPath(name));

    public string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>splice(2) into a file opened to append fails as it does on a file system without it.</summary>
    public void RefuseSplice(string name)
    {
        const int SetFlags = 4;
        var entry = Directory.GetFileSystemEntries("/proc/self/fd").Single(fd => new FileInfo(fd).LinkTarget == Capture.LogPath(name));
        Libc.fcntl(int.Parse(Path.GetFileName(entry)), SetFlags, Descriptor.ReadWrite | Descriptor.Append).Should().Be(0);
    }

    public void PassASecond() => Clock.Advance(TimeSpan.FromSeconds(1));

    public void Dispose()
    {
        Capture.Dispose();
        writers.ForEach(writer => writer.Dispose());
        own?.Dispose();
    }

    private Capture NewCapture() => new(StateDirectory, Report, Clock);

    private void Report(CaptureProblem problem)
    {
        Problems.Enqueue(problem);
        WhenReported(problem);
    }
}
