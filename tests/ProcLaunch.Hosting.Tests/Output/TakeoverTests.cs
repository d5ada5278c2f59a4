using System.Globalization;
using System.Text;

namespace ProcLaunch.Hosting.Tests.Output;

public class TakeoverTests
{
    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    [Test]
    public Task What_is_written_while_nobody_captures_is_in_the_file_later() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        service.Write("before, ");
        bench.Capture.Dispose();
        service.Write("meanwhile, ");
        bench.Restart();
        bench.Capture.Open("web");
        service.Write("after\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("before, meanwhile, after\n");
    });

    [Test]
    public Task No_line_is_lost_when_captures_follow_each_other_under_a_flood() => Deadline.For(() =>
    {
        const int Lines = 200_000;
        var service = bench.Service("web");
        var expected = new StringBuilder();
        for (var i = 0; i < Lines; i++)
            expected.Append(CultureInfo.InvariantCulture, $"line {i}\n");
        var flood = Task.Factory.StartNew(() => service.Write(expected.ToString()), TaskCreationOptions.LongRunning);
        while (!flood.IsCompleted)
        {
            bench.Restart();
            bench.Capture.Open("web");
        }
        flood.GetAwaiter().GetResult();
        bench.Capture.Drain("web");
        (bench.Text("web") == expected.ToString()).Should().BeTrue();
    });

    [Test]
    public Task Closing_takes_what_is_left_in_the_pipe() => Deadline.For(() =>
    {
        bench.Service("web").Write("last words\n");
        bench.Capture.Close("web");
        bench.Text("web").Should().Be("last words\n");
    });

    [Test]
    public Task A_forgotten_profile_leaves_its_log_and_no_pipe() => Deadline.For(() =>
    {
        bench.Service("web").Write("last words\n");
        bench.Capture.Forget("web");
        File.Exists(bench.Capture.PipePath("web")).Should().BeFalse();
        bench.Text("web").Should().Be("last words\n");
    });
}
