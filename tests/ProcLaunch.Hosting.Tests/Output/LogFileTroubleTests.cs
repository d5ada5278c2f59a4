using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class LogFileTroubleTests
{
    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    private string LogPath => bench.Capture.LogPath("web");

    [Test]
    public Task A_truncated_file_goes_on_at_its_new_end_without_a_hole() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("a rather long line\n");
        bench.Capture.Drain("web");
        using (var file = File.OpenWrite(LogPath))
            file.SetLength(2);
        service.Write("b\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("a b\n");
    });

    [Test]
    public Task A_renamed_file_gets_the_end_of_its_last_line_and_nothing_more() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("one\ntw");
        bench.Capture.Drain("web");
        File.Move(LogPath, LogPath + ".old");
        bench.PassASecond();
        service.Write("o\nthree\n");
        bench.Capture.Drain("web");
        File.ReadAllText(LogPath + ".old").Should().Be("one\ntwo\n");
        bench.Text("web").Should().Be("three\n");
    });

    [Test]
    public Task Renaming_under_a_flood_loses_no_line_and_tears_none() => Deadline.For(() =>
    {
        var expected = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"line {i}\n"));
        var service = bench.Service("web");
        var flood = Task.Factory.StartNew(() => service.Write(expected), TaskCreationOptions.LongRunning);
        var old = new List<string>();
        while (!flood.IsCompleted)
        {
            // Absent while the rest of a line is still awaited for the renamed file.
            if (File.Exists(LogPath))
            {
                old.Add(LogPath + "." + old.Count);
                File.Move(LogPath, old[^1]);
            }
            bench.PassASecond();
            bench.Capture.Drain("web");
        }
        flood.GetAwaiter().GetResult();
        bench.Capture.Drain("web");
        var contents = old.Append(LogPath).Select(File.ReadAllText).ToList();
        (string.Concat(contents) == expected).Should().BeTrue();
        contents.Count(content => content.Length > 0 && !content.EndsWith('\n')).Should().Be(0);
    });

    [Test]
    public Task A_wake_up_looks_for_the_file_at_most_once_a_second() => Deadline.For(() =>
    {
        var path = Path.Combine(bench.StateDirectory, "fifo");
        using var pump = new Pump("web", OutputPipe.Open(path, Libc.geteuid()), LogPath, LogSettings.Default, bench.Clock, _ => { });
        using var service = Descriptor.Open(path, Descriptor.ReadWrite);
        File.Move(LogPath, LogPath + ".old");
        service.Write("one\n");
        pump.TakeTurn();
        bench.PassASecond();
        service.Write("two\n");
        pump.TakeTurn();
        File.ReadAllText(LogPath + ".old").Should().Be("one\n");
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task A_removed_file_is_made_anew() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("one\n");
        bench.Capture.Drain("web");
        File.Delete(LogPath);
        bench.Capture.Drain("web");
        service.Write("two\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task A_removed_log_directory_is_made_anew() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        Directory.Delete(Path.GetDirectoryName(LogPath)!, recursive: true);
        bench.Capture.Drain("web");
        service.Write("two\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("two\n");
    });

    [Test]
    public Task A_link_at_the_log_path_is_refused_until_it_is_gone() => Deadline.For(() =>
    {
        var target = Path.Combine(bench.StateDirectory, "target");
        File.WriteAllText(target, "untouched\n");
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        File.CreateSymbolicLink(LogPath, target);

        var service = bench.Service("web");
        service.Write("lost\nlost too\n");
        bench.Capture.Drain("web");
        File.ReadAllText(target).Should().Be("untouched\n");
        bench.Problems.Should().Equal(new CaptureProblem(
            "web", CaptureProblemKind.Dropping, $"cannot open {LogPath}: it is a link, not a regular file"));

        File.Delete(LogPath);
        bench.PassASecond();
        service.Write("kept\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("kept\n");
        bench.Problems.Last().Should().BeEquivalentTo(new { Kind = CaptureProblemKind.WrittenAgain, DroppedLines = 2L, DroppedBytes = 14L });
    });

    [Test]
    public Task A_line_whose_beginning_was_lost_is_lost_whole() => Deadline.For(() =>
    {
        Directory.CreateDirectory(LogPath);
        var service = bench.Service("web");
        service.Write("the beg");
        bench.Capture.Drain("web");
        Directory.Delete(LogPath);
        bench.PassASecond();
        service.Write("inning\nkept\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("kept\n");
        bench.Problems.Last().DroppedLines.Should().Be(1);
    });

    [TestCase("directory")]
    [TestCase("pipe")]
    public Task What_is_no_file_at_the_log_path_never_blocks_the_service(string what) => Deadline.For(() =>
    {
        var service = bench.Service("web");
        File.Delete(LogPath);
        if (what == "directory")
            Directory.CreateDirectory(LogPath);
        else
            OutputPipe.Open(LogPath, Libc.geteuid()).Dispose();
        bench.Capture.Drain("web");
        service.Write(new byte[1024 * 1024]);
        bench.Capture.Drain("web");
        bench.Problems.Should().ContainSingle().Which.Kind.Should().Be(CaptureProblemKind.Dropping);
    });

    [Test]
    public Task A_report_that_fails_costs_no_output() => Deadline.For(() =>
    {
        bench.WhenReported = _ => throw new InvalidOperationException("the reporter failed");
        Directory.CreateDirectory(LogPath);
        var service = bench.Service("web");
        Directory.Delete(LogPath);
        bench.PassASecond();
        service.Write("kept\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("kept\n");
    });

    [Test]
    public Task What_was_lost_in_the_end_is_reported_when_the_capture_closes() => Deadline.For(() =>
    {
        Directory.CreateDirectory(LogPath);
        bench.Service("web").Write("lost\nand half a line");
        bench.Capture.Close("web");
        bench.Problems.Last().Should().BeEquivalentTo(
            new { Name = "web", Kind = CaptureProblemKind.ClosedWhileDropping, DroppedLines = 1L, DroppedBytes = 20L });
    });

    [Test]
    public Task A_file_system_that_cannot_splice_gets_the_same_bytes() => Deadline.For(() =>
    {
        var bytes = new byte[1_000_003];
        new Random(2).NextBytes(bytes);
        var service = bench.Service("web");
        bench.RefuseSplice("web");
        service.Write(bytes);
        bench.Capture.Drain("web");
        bench.Bytes("web").AsSpan().SequenceEqual(bytes).Should().BeTrue();
        bench.Problems.Should().BeEmpty();
    });

    [Test]
    public Task The_file_size_limit_costs_lines_and_not_the_process() => Deadline.For(() =>
    {
        const ulong Limit = 256 * 1024 * 1024; // far above what the test host writes
        using var limit = new SoftLimitOnFileSize(Limit);
        var service = bench.Service("web");
        using (var file = File.OpenWrite(LogPath))
            file.SetLength((long)Limit - 4);
        service.Write("12345678\nlost\n");
        bench.Capture.Drain("web");
        new FileInfo(LogPath).Length.Should().Be((long)Limit);
        bench.Problems.Should().ContainSingle().Which.Reason.Should().Be("file too large");
    });
}
