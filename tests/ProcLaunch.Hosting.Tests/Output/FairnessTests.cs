using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class FairnessTests
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int Mebibyte = 1024 * 1024;

    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    [Test]
    public Task One_turn_takes_no_more_than_its_share_of_a_full_pipe() => Deadline.For(() =>
    {
        using var pump = FullPump(out var pipe);
        pump.TakeTurn();
        bench.Bytes("loud").Should().HaveCount(Pump.Turn);
        pipe.Waiting.Should().Be(Mebibyte - Pump.Turn);
    });

    [Test]
    public Task A_turn_allocates_nothing() => Deadline.For(() =>
    {
        using var pump = FullPump(out _);
        pump.TakeTurn();
        var before = GC.GetAllocatedBytesForCurrentThread();
        pump.TakeTurn();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    });

    [Test]
    public Task A_flooding_service_does_not_keep_the_line_of_another_waiting() => Deadline.For(() =>
    {
        // A log file that could not be written and then can is reported by the thread that serves all pipes: our event.
        using var served = new ManualResetEventSlim();
        bench.WhenReported = problem =>
        {
            if (problem is { Name: "quiet", Kind: CaptureProblemKind.WrittenAgain })
                served.Set();
        };
        Directory.CreateDirectory(bench.Capture.LogPath("quiet"));
        var quiet = bench.Service("quiet");
        Directory.Delete(bench.Capture.LogPath("quiet"));
        bench.PassASecond();
        var loud = bench.Service("loud");
        using var flooding = new CountdownEvent(100);
        var flood = Task.Factory.StartNew(
            () =>
            {
                while (!served.IsSet)
                {
                    loud.Write(new byte[Mebibyte / 4]);
                    // The log would grow for as long as the other is not served.
                    File.OpenHandle(bench.Capture.LogPath("loud"), FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite).Dispose();
                    if (!flooding.IsSet)
                        flooding.Signal();
                }
            },
            TaskCreationOptions.LongRunning);

        flooding.Wait(Deadline.Default).Should().BeTrue();
        quiet.Write("hello\n");
        served.Wait(Deadline.Default).Should().BeTrue();
        bench.Text("quiet").Should().Be("hello\n");
        flood.Wait(Deadline.Default).Should().BeTrue();
    });

    private Pump FullPump(out OutputPipe pipe)
    {
        var path = Path.Combine(bench.StateDirectory, "loud");
        pipe = OutputPipe.Open(path, Libc.geteuid());
        Libc.fcntl(pipe.Descriptor.Number, SetPipeSize, Mebibyte).Should().BeGreaterThanOrEqualTo(Mebibyte);
        using (var writer = Descriptor.Open(path, Descriptor.ReadWrite))
            writer.Write(new byte[Mebibyte]);
        return new Pump("loud", pipe, bench.Capture.LogPath("loud"), LogSettings.Default, bench.Clock, _ => { });
    }
}
