using Microsoft.Extensions.Logging;
using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Logging;

public class LineLoggerProviderTests
{
    private MemorySink sink = null!;
    private LineLoggerProvider provider = null!;

    [SetUp]
    public void SetUp()
    {
        sink = new MemorySink();
        provider = new LineLoggerProvider(sink, LogLevel.Information, new FixedClock());
    }

    [TearDown]
    public void TearDown()
    {
        provider.Dispose();
        sink.Dispose();
    }

    [TestCase("ProcLaunch", "INFO  ProcLaunch hello")]
    [TestCase("ProcLaunch.web", "INFO  web hello")]
    [TestCase("ProcLaunch.web.eu-1", "INFO  web.eu-1 hello")]
    [TestCase("Microsoft.Hosting", "INFO  ProcLaunch Microsoft.Hosting: hello")]
    [TestCase("ProcLaunch.", "INFO  ProcLaunch ProcLaunch.: hello")]
    [TestCase("ProcLaunch.two words", "INFO  ProcLaunch ProcLaunch.two words: hello")]
    [TestCase("ProcLaunch.proclaunch", "INFO  ProcLaunch ProcLaunch.proclaunch: hello")]
    public void The_category_decides_the_tag(string category, string expected)
    {
        provider.CreateLogger(category).LogInformation("hello");
        sink.Lines.Should().Equal(expected);
    }

    [Test]
    public void The_timestamp_is_the_clock_s()
    {
        provider.CreateLogger("ProcLaunch").LogInformation("hello");
        sink.Text.Should().Be("2026-01-31T09:30:00.000Z INFO  ProcLaunch hello\n");
    }

    [Test]
    public void Records_below_the_minimum_are_left_out()
    {
        var logger = provider.CreateLogger("ProcLaunch");
        logger.LogDebug("no");
        logger.Log(LogLevel.None, "no");
        logger.LogWarning("yes");
        logger.IsEnabled(LogLevel.Debug).Should().BeFalse();
        logger.IsEnabled(LogLevel.Information).Should().BeTrue();
        sink.Lines.Should().Equal("WARN  ProcLaunch yes");
    }

    [Test]
    public void An_exception_ends_the_line_with_its_type_and_message()
    {
        provider.CreateLogger("ProcLaunch.web").LogError(new InvalidOperationException("one\ntwo"), "failed");
        sink.Lines.Should().Equal(@"ERROR web failed: InvalidOperationException: one\ntwo");
    }

    [Test]
    public void Lost_lines_are_counted_where_they_are_missing()
    {
        var logger = provider.CreateLogger("ProcLaunch");
        logger.LogInformation("one");
        sink.Room = 0;
        logger.LogInformation("two");
        logger.LogInformation("three");
        sink.Room = int.MaxValue;
        logger.LogInformation("four");
        sink.Lines.Should().Equal(
            "INFO  ProcLaunch one",
            "WARN  ProcLaunch 2 lines of this log were lost: they could not be written",
            "INFO  ProcLaunch four");
    }

    [Test]
    public void A_line_that_broke_off_counts_as_lost_and_does_not_join_the_next()
    {
        var logger = provider.CreateLogger("ProcLaunch");
        sink.Room = 35;
        logger.LogInformation("one");
        logger.LogInformation("two");
        sink.Room = int.MaxValue;
        logger.LogInformation("three");
        sink.Lines.Should().Equal(
            "INFO  Proc",
            "WARN  ProcLaunch 2 lines of this log were lost: they could not be written",
            "INFO  ProcLaunch three");
    }

    [Test]
    public void Room_for_half_a_count_loses_nothing_of_the_count()
    {
        var logger = provider.CreateLogger("ProcLaunch");
        sink.Room = 0;
        logger.LogInformation("one");
        sink.Room = 40;
        logger.LogInformation("two");
        sink.Room = int.MaxValue;
        logger.LogInformation("three");
        sink.Lines.Should().Equal(
            "WARN  ProcLaunc",
            "WARN  ProcLaunch 2 lines of this log were lost: they could not be written",
            "INFO  ProcLaunch three");
    }

    [Test]
    public void A_log_that_cannot_be_reopened_says_so_and_goes_on()
    {
        sink.ReopenFails = new IOException("cannot open /x: permission denied");
        provider.Reopen();
        sink.Lines.Should().Equal("WARN  ProcLaunch cannot reopen the log: cannot open /x: permission denied");
    }

    [Test]
    public void Logging_after_the_end_does_nothing()
    {
        var logger = provider.CreateLogger("ProcLaunch");
        provider.Dispose();
        provider.Dispose();
        logger.LogInformation("late");
        provider.Reopen();
        sink.Disposed.Should().BeTrue();
        sink.Text.Should().BeEmpty();
    }

    [Test]
    public void Lines_of_many_threads_stay_whole()
    {
        Parallel.For(0, 16, i =>
        {
            var logger = provider.CreateLogger($"ProcLaunch.p{i}");
            for (var n = 0; n < 200; n++)
                logger.LogInformation("{Text}", new string((char)('a' + i), 300));
        });
        sink.Lines.Should().HaveCount(16 * 200).And.OnlyContain(line => line.Split(' ', 4)[3].Distinct().Count() == 1);
    }
}
