using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class TimestampTests
{
    private const string First = "2026-01-31T09:30:00.000Z ";
    private const string Second = "2026-01-31T09:30:01.000Z ";

    private static readonly LogSettings Stamped = new() { Timestamps = true };

    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    [Test]
    public Task Each_line_begins_with_its_time() => Deadline.For(() =>
    {
        Write(Stamped, "one\n\n");
        bench.PassASecond();
        Write(Stamped, "two\n");
        bench.Text("web").Should().Be($"{First}one\n{First}\n{Second}two\n");
    });

    [Test]
    public Task A_line_has_the_time_of_its_first_byte_and_no_other() => Deadline.For(() =>
    {
        Write(Stamped, "o");
        bench.PassASecond();
        Write(Stamped, "ne\ntwo\n");
        bench.Text("web").Should().Be($"{First}one\n{Second}two\n");
    });

    [Test]
    public Task The_rest_of_a_line_has_no_time_after_a_take_over_either() => Deadline.For(() =>
    {
        Write(Stamped, "o");
        bench.Restart();
        Write(Stamped, "ne\ntwo\n");
        bench.Text("web").Should().Be($"{First}one\n{First}two\n");
    });

    [Test]
    public Task The_times_count_for_the_size() => Deadline.For(() =>
    {
        Write(Stamped with { MaxSize = 2 * (LineStamp.Length + 4) }, "one\ntwo\nsix\n");
        File.ReadAllText(bench.Capture.LogPath("web") + ".1").Should().Be($"{First}one\n{First}two\n");
        bench.Text("web").Should().Be($"{First}six\n");
    });

    [Test]
    public Task Times_can_be_switched_on_and_off() => Deadline.For(() =>
    {
        Write(LogSettings.Default, "one\n");
        Write(Stamped, "two\n");
        Write(LogSettings.Default, "three\n");
        bench.Text("web").Should().Be($"one\n{First}two\nthree\n");
    });

    [Test]
    public Task Many_empty_lines_and_long_ones_are_stamped_alike() => Deadline.For(() =>
    {
        var text = new string('\n', 100_000) + new string('x', 300_000) + "\nend\n";
        Write(Stamped with { MaxSize = 100 << 20 }, text);
        (bench.Text("web") == string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"{First}{line}\n"))).Should().BeTrue();
    });

    [Test]
    public Task A_turn_allocates_nothing() => Deadline.For(() =>
    {
        var path = Path.Combine(bench.StateDirectory, "fifo");
        using var pump = new Pump("web", OutputPipe.Open(path, Libc.geteuid()), bench.Capture.LogPath("web"), Stamped, bench.Clock, _ => { });
        using var service = Descriptor.Open(path, Descriptor.ReadWrite);
        var lines = string.Concat(Enumerable.Repeat("a line\n", 5000));
        service.Write(lines);
        pump.TakeTurn();
        service.Write(lines);
        var before = GC.GetAllocatedBytesForCurrentThread();
        pump.TakeTurn();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        bench.Bytes("web").Should().HaveCount(10_000 * (LineStamp.Length + 7));
    });

    private void Write(LogSettings settings, string text)
    {
        bench.Service("web", settings).Write(text);
        bench.Capture.Drain("web");
    }
}
