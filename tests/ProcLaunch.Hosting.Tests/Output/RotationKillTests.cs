using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class RotationKillTests
{
    private const int MaxSize = 8 * 1024;
    private const int Deaths = 10;

    [TestCase(100_000, TestName = "Captures_killed_while_they_rotate_lose_and_tear_nothing(all kept)")]
    [TestCase(3, TestName = "Captures_killed_while_they_rotate_lose_and_tear_nothing(three kept)")]
    public Task Captures_killed_while_they_rotate_lose_and_tear_nothing(int maxFiles) => Deadline.For(() =>
    {
        using var state = new TemporaryDirectory();
        var random = new Random(maxFiles);
        using var output = new MemoryStream();
        Descriptor? service = null;
        for (var death = 0; death <= Deaths; death++)
        {
            using var capture = Start(state.Path, maxFiles);
            service ??= Descriptor.Open(Path.Combine(state.Path, "pipe", "web"), Descriptor.ReadWrite);
            // It waits while the pipe is full: when all is written the other side is in the midst of it.
            // The last one rotates often enough to put right what the deaths left.
            var text = Encoding.UTF8.GetBytes(Lines(random, death < Deaths ? random.Next(1, 3000) : 3000));
            service.Write(text);
            output.Write(text);
            if (death < Deaths)
                Thread.SpinWait(random.Next(20_000));
            End(capture, kill: death < Deaths);
        }
        service!.Dispose();
        var files = LogFiles.Read(Path.Combine(state.Path, "log", "web.log"));
        LogFiles.Fault(files, output.ToArray(), maxFiles, MaxSize).Should().BeNull();
        files.Count.Should().BeGreaterThan(Math.Min(maxFiles, Deaths));
    });

    private static string Lines(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i} {new string('x', random.Next(200))}\n")));

    private static Process Start(string stateDirectory, int maxFiles)
    {
        var child = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "testchild"),
            ["capture", stateDirectory, "web", $"{MaxSize}", $"{maxFiles}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        child.StandardOutput.ReadLine().Should().Be("capturing");
        return child;
    }

    private static void End(Process capture, bool kill)
    {
        if (kill)
            capture.Kill();
        else
            capture.StandardInput.Close();
        capture.WaitForExit();
    }
}
