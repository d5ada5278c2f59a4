using System.Globalization;
using System.Text;

namespace ProcLaunch.Hosting.Tests.Output;

public class CaptureTests
{
    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    [Test]
    public Task Bytes_that_are_no_text_pass_unchanged() => Deadline.For(() =>
    {
        var bytes = new byte[1_000_003];
        new Random(1).NextBytes(bytes);
        bench.Service("web").Write(bytes);
        bench.Capture.Drain("web");
        bench.Bytes("web").AsSpan().SequenceEqual(bytes).Should().BeTrue();
    });

    [Test]
    public Task A_line_of_50_MiB_passes_whole() => Deadline.For(() =>
    {
        var line = new byte[50 * 1024 * 1024];
        Array.Fill(line, (byte)'x');
        bench.Service("web").Write(line);
        bench.Capture.Drain("web");
        bench.Bytes("web").AsSpan().SequenceEqual(line).Should().BeTrue();
    });

    [Test]
    public Task Output_without_a_newline_is_in_the_file_after_a_drain() => Deadline.For(() =>
    {
        bench.Service("web").Write("panic: no");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("panic: no");
    });

    [Test]
    public Task A_service_that_writes_more_than_a_pipe_holds_never_waits_for_a_drain() => Deadline.For(() =>
        bench.Service("web").Write(new byte[10 * 1024 * 1024]));

    [Test]
    public Task A_drain_ends_although_the_service_goes_on_writing() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        var ended = false;
        var flood = Task.Factory.StartNew(
            () =>
            {
                while (!Volatile.Read(ref ended))
                    service.Write(new byte[4096]);
            },
            TaskCreationOptions.LongRunning);
        for (var i = 0; i < 100; i++)
            bench.Capture.Drain("web");
        flood.IsCompleted.Should().BeFalse();
        Volatile.Write(ref ended, true);
        flood.Wait(Deadline.Default).Should().BeTrue();
    });

    [Test]
    public Task What_was_written_before_a_drain_is_in_the_file_after_it() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        var expected = new StringBuilder();
        for (var i = 0; i < 2000; i++)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"line {i}\n");
            expected.Append(line);
            service.Write(line);
            bench.Capture.Drain("web");
            new FileInfo(bench.Capture.LogPath("web")).Length.Should().Be(expected.Length);
        }
        bench.Text("web").Should().Be(expected.ToString());
    });

    [Test]
    public Task All_services_share_one_thread() => Deadline.For(() =>
    {
        for (var i = 0; i < 200; i++)
            bench.Service($"s{i}").Write($"output of {i}\n");
        for (var i = 0; i < 200; i++)
        {
            bench.Capture.Drain($"s{i}");
            bench.Text($"s{i}").Should().Be($"output of {i}\n");
        }
        Directory.GetDirectories("/proc/self/task")
            .Count(task => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("ProcLaunch outp", StringComparison.Ordinal))
            .Should().Be(1);
    });

    [Test]
    public Task An_unknown_name_is_drained_and_closed_without_complaint() => Deadline.For(() =>
    {
        bench.Capture.Drain("nobody");
        bench.Capture.Close("nobody");
        bench.Capture.Forget("nobody");
        bench.Capture.Tail("nobody", 3).Should().BeEmpty();
    });
}
