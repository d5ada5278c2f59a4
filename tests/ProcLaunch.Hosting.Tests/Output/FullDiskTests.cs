using System.Globalization;
using ProcLaunch.Output;

namespace ProcLaunch.Hosting.Tests.Output;

public class FullDiskTests
{
    private const int Free = 16 * 1024;

    private SmallDisk disk = null!;
    private Bench bench = null!;

    [SetUp]
    public void SetUp()
    {
        disk = new SmallDisk();
        bench = new Bench(disk.Path);
    }

    [TearDown]
    public void TearDown()
    {
        // Absent when the test was skipped.
        bench?.Dispose();
        disk?.Dispose();
    }

    [Test]
    public Task A_full_disk_costs_lines_but_never_the_service() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        WriteLines(service, 0, 100_000);
        bench.Capture.Drain("web");
        bench.Bytes("web").Should().HaveCount(Free);
        bench.Problems.Should().Equal(new CaptureProblem("web", CaptureProblemKind.Dropping, "no space left on device"));
    });

    [Test]
    public Task After_a_full_disk_whole_lines_follow_and_the_lost_ones_are_counted() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        WriteLines(service, 0, 10_000);
        bench.Capture.Drain("web");
        disk.MakeRoom();
        bench.PassASecond();
        WriteLines(service, 10_000, 10_001);
        bench.Capture.Drain("web");

        var lines = bench.Text("web").Split('\n');
        lines[^1].Should().BeEmpty();
        lines[^2].Should().Be("line 10000");
        bench.Problems.Select(p => p.Kind).Should().Equal(CaptureProblemKind.Dropping, CaptureProblemKind.WrittenAgain);
        // All lines but two are whole: the empty end, and the one that broke off, which counts as lost.
        bench.Problems.Last().DroppedLines.Should().Be(10_001 - (lines.Length - 2));
        lines[..^3].Should().Equal(Enumerable.Range(0, lines.Length - 3).Select(i => $"line {i}"));
    });

    [Test]
    public Task Writing_is_not_tried_again_within_a_second() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        WriteLines(service, 0, 10_000);
        bench.Capture.Drain("web");
        disk.MakeRoom();
        WriteLines(service, 10_000, 20_000);
        bench.Capture.Drain("web");
        bench.Bytes("web").Should().HaveCount(Free);
        bench.Problems.Should().ContainSingle();
    });

    [Test]
    public Task A_disk_that_stays_full_is_reported_once() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        for (var i = 0; i < 10; i++)
        {
            WriteLines(service, i * 10_000, (i + 1) * 10_000);
            bench.Capture.Drain("web");
            bench.PassASecond();
        }
        bench.Problems.Should().ContainSingle();
    });

    [Test]
    public Task A_full_file_makes_room_by_giving_up_an_old_one() => Deadline.For(() =>
    {
        var settings = new LogSettings { MaxSize = 12 * 1024, MaxFiles = 1 };
        var service = bench.Service("web", settings);
        disk.FillUpTo(36 * 1024);
        // One old file, and the next one breaks off within a line when the disk is full.
        service.Write(new string('x', 12 * 1024) + "\n" + new string('y', 40 * 1024));
        bench.Capture.Drain("web");
        bench.PassASecond();
        service.Write("rest\nkept\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().EndWith("kept\n");
        bench.Problems.Select(p => p.Kind).Should().Equal(CaptureProblemKind.Dropping, CaptureProblemKind.WrittenAgain);
    });

    [Test]
    public Task The_newest_lines_are_known_although_they_could_not_be_written() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        WriteLines(service, 0, 100_000);
        bench.Capture.Tail("web", 3).Should().Equal("line 99997", "line 99998", "line 99999");
        bench.Capture.Open("web");
        bench.Capture.TailOfRun("web", 3).Should().BeEmpty();
        service.Write("why it failed\n");
        bench.Capture.TailOfRun("web", 3).Should().Equal("why it failed");
        bench.Capture.Tail("web", 1).Should().Equal("why it failed");
    });

    [Test]
    public Task A_line_that_broke_off_in_the_file_is_shown_whole() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        service.Write(new string('x', Free - 6) + "\nwhole line\nlast\n");
        bench.Capture.TailOfRun("web", 2).Should().Equal("whole line", "last");
        bench.Text("web").Should().EndWith("\nwhole");
    });

    [Test]
    public Task Of_lost_lines_as_many_are_known_as_fit_into_8_KiB() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        disk.FillUpTo(Free);
        service.Write(new string('x', Free) + "\n");
        WriteLines(service, 0, 10_000);
        var lines = bench.Capture.Tail("web", 10_000);
        lines[^1].Should().Be("line 9999");
        lines.Skip(1).Should().Equal(Enumerable.Range(10_000 - lines.Count + 1, lines.Count - 1).Select(i => $"line {i}"));
        lines.Skip(1).Sum(line => line.Length + 1).Should().BeInRange((8 * 1024) - 10, 8 * 1024);
    });

    private static void WriteLines(Posix.Descriptor service, int from, int to)
    {
        var lines = Enumerable.Range(from, to - from).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}\n"));
        service.Write(string.Concat(lines));
    }
}
