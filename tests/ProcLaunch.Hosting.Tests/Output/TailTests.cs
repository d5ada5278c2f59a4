using System.Globalization;

namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>The last lines of a profile, of whatever run or of the last one alone.</summary>
public class TailTests
{
    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    [Test]
    public Task What_is_still_in_the_pipe_is_there() => Deadline.For(() =>
    {
        bench.Service("web").Write("one\ntwo\nno end");
        bench.Capture.Tail("web", 2).Should().Equal("two", "no end");
        bench.Capture.TailOfRun("web", 9).Should().Equal("one", "two", "no end");
    });

    [Test]
    public Task A_run_has_only_its_own_lines() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("first\nno end");
        bench.Capture.Open("web");
        bench.Capture.TailOfRun("web", 9).Should().BeEmpty();
        service.Write("second\n");
        bench.Capture.TailOfRun("web", 9).Should().Equal("second");
        bench.Capture.Tail("web", 9).Should().Equal("first", "no endsecond");
    });

    [Test]
    public Task A_run_begins_where_an_earlier_capture_ended() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("before\n");
        bench.Restart();
        service.Write("meanwhile\n");
        bench.Capture.Resume("web", LogSettings.Default);
        bench.Capture.TailOfRun("web", 9).Should().Equal("meanwhile");
    });

    [TestCase(false)]
    [TestCase(true)]
    public Task The_lines_of_a_run_are_found_in_old_files_too(bool timestamps) => Deadline.For(() =>
    {
        var service = bench.Service("web", new LogSettings { MaxSize = 4096, MaxFiles = 3, Timestamps = timestamps });
        service.Write("earlier\n");
        bench.Capture.Open("web", settings: new LogSettings { MaxSize = 4096, MaxFiles = 3, Timestamps = timestamps });
        var lines = Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} of some length")).ToArray();
        service.Write(string.Concat(lines.Select(line => line + "\n")));
        var tail = bench.Capture.TailOfRun("web", 1000);
        File.Exists(bench.Capture.LogPath("web") + ".1").Should().BeTrue();
        tail.Select(line => timestamps ? line[25..] : line).Should().Equal(lines);
    });

    [Test]
    public Task Of_a_file_that_someone_truncated_what_came_after_is_the_run() => Deadline.For(() =>
    {
        var service = bench.Service("web", new LogSettings { MaxSize = 4096 });
        service.Write(new string('x', 5000) + "\nearlier\n");
        bench.Capture.Open("web", settings: new LogSettings { MaxSize = 4096 });
        service.Write("gone with the rest\n");
        bench.Capture.Drain("web");
        File.WriteAllText(bench.Capture.LogPath("web"), "");
        service.Write("after\n");
        bench.Capture.TailOfRun("web", 9).Should().Equal("after");
    });

    [Test]
    public Task A_file_that_someone_put_in_its_place_is_no_output_of_the_run() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("mine\n");
        bench.Capture.Drain("web");
        File.Delete(bench.Capture.LogPath("web"));
        File.WriteAllText(bench.Capture.LogPath("web"), "foreign\n");
        bench.PassASecond();
        service.Write("new\n");
        bench.Capture.TailOfRun("web", 9).Should().Equal("new");
        bench.Capture.Tail("web", 9).Should().Equal("foreign", "new");
    });

    [Test]
    public Task An_ended_and_forgotten_profile_still_has_its_last_lines() => Deadline.For(() =>
    {
        bench.Service("web").Write("one\ntwo\n");
        bench.Capture.Forget("web");
        bench.Capture.Tail("web", 1).Should().Equal("two");
        bench.Capture.TailOfRun("web", 1).Should().BeEmpty();
        bench.Restart();
        bench.Capture.Tail("web", 1).Should().Equal("two");
    });

    [Test]
    public Task Nobody_waits_for_long_for_a_pump_that_hangs() => Deadline.For(() =>
    {
        using var hanging = new ManualResetEventSlim();
        using var let = new ManualResetEventSlim();
        bench.WhenReported = _ =>
        {
            hanging.Set();
            let.Wait();
        };
        var service = bench.Service("web");
        service.Write("before\n");
        bench.Capture.Drain("web");
        // The report is made by the pump, in the midst of its work.
        File.Delete(bench.Capture.LogPath("web"));
        Directory.CreateDirectory(bench.Capture.LogPath("web"));
        bench.PassASecond();
        service.Write("after\n");
        hanging.Wait(Deadline.Default).Should().BeTrue();
        bench.Capture.Tail("web", 1).Should().BeEmpty();
        bench.Capture.TailOfRun("web", 1).Should().BeEmpty();
        let.Set();
    });
}
