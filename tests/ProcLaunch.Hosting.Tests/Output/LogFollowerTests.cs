using System.Globalization;
using System.Text;
using ProcLaunch.Output;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

public class LogFollowerTests
{
    private static readonly TimeProvider Stopped = new StoppedClock();

    private Bench bench = null!;
    private Poller poller = null!;
    private DirectoryWatcher watcher = null!;

    [SetUp]
    public void SetUp()
    {
        bench = new Bench();
        poller = new Poller("test", static _ => { });
        watcher = DirectoryWatcher.TryCreate(poller)!;
    }

    [TearDown]
    public void TearDown()
    {
        watcher.Dispose();
        poller.Dispose();
        bench.Dispose();
    }

    [Test]
    public async Task A_write_is_noticed_without_any_time_passing()
    {
        var service = bench.Service("web");
        service.Write("one\n");
        bench.Capture.Drain("web");
        using var follower = new LogFollower(bench.Capture.LogPath("web"), 10, watcher, Stopped);
        (await Next(follower)).Should().Be("one\n");
        var next = Next(follower);
        next.IsCompleted.Should().BeFalse();
        service.Write("two\n");
        bench.Capture.Drain("web");
        (await next).Should().Be("two\n");
    }

    [Test]
    public async Task A_log_that_is_not_there_yet_is_waited_for()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(bench.Capture.LogPath("web"))!);
        using var follower = new LogFollower(bench.Capture.LogPath("web"), 10, watcher, Stopped);
        var next = Next(follower);
        bench.Service("web").Write("one\n");
        (await next).Should().Be("one\n");
    }

    [Test]
    public async Task Without_notifications_there_is_a_look_every_second()
    {
        var service = bench.Service("web");
        using var follower = new LogFollower(bench.Capture.LogPath("web"), 10, watcher: null);
        var next = Next(follower);
        service.Write("one\n");
        (await next).Should().Be("one\n");
    }

    [Test]
    public async Task Waiting_can_be_cancelled()
    {
        bench.Service("web");
        using var follower = new LogFollower(bench.Capture.LogPath("web"), 10, watcher, Stopped);
        using var cancel = new CancellationTokenSource();
        var reading = follower.ReadAsync(new byte[10], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => reading.WaitAsync(Deadline.Default)).Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>The follower is slower than the files turn, but never slower than they are given up.</summary>
    [TestCase(1_000, 100, 20_000)]
    [TestCase(100_000, 20, 500_000)]
    public async Task No_line_is_lost_or_doubled_however_often_the_log_is_rotated_under_load(int maxSize, int maxFiles, int howMany)
    {
        var service = bench.Service("web", new LogSettings { MaxSize = maxSize, MaxFiles = maxFiles });
        using var follower = new LogFollower(bench.Capture.LogPath("web"), 0, watcher, Stopped);
        var read = 0L;
        var writing = Task.Run(async () =>
        {
            var written = 0L;
            for (var number = 1; number <= howMany; number++)
            {
                var line = $"{number}\n";
                service.Write(line);
                written += line.Length;
                // Not more than is kept: what is given up cannot be read.
                while (written - Interlocked.Read(ref read) > Math.Min(500_000, (long)maxSize * maxFiles / 4))
                    await Task.Yield();
            }
        });
        var lines = new LineBuffer(64 * 1024);
        for (var number = 1; number <= howMany;)
        {
            var count = await follower.ReadAsync(lines.Free).AsTask().WaitAsync(Deadline.Default);
            Interlocked.Add(ref read, count);
            lines.Add(count);
            for (; lines.TryTake(out var line); number++)
            {
                var text = Encoding.ASCII.GetString(line.Span);
                if (text != number.ToString(CultureInfo.InvariantCulture))
                    Assert.Fail($"line {number} is «{text}»");
            }
        }
        await writing;
    }

    /// <summary>Opened again and again while the files move.</summary>
    [Test]
    public Task What_is_opened_under_load_are_consecutive_lines() => Deadline.For(() =>
    {
        const int Wanted = 50;
        var service = bench.Service("web", new LogSettings { MaxSize = 100, MaxFiles = 30 });
        var done = false;
        var writing = Task.Run(() =>
        {
            for (var number = 10_000_000; !Volatile.Read(ref done); number++)
                service.Write($"{number}\n");
        });
        while (!File.Exists(bench.Capture.LogPath("web") + ".30"))
            bench.Capture.Drain("web");
        var buffer = new byte[100_000];
        for (var round = 0; round < 100; round++)
        {
            using var reader = new LogReader(bench.Capture.LogPath("web"), Wanted);
            var length = 0;
            while (length < reader.Length)
                length += reader.Read(buffer.AsSpan(length, (int)reader.Length - length));
            var lines = Encoding.ASCII.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            // The last one may be half written.
            var numbers = lines.Where(line => line.Length == 8).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            numbers.Should().HaveCountGreaterThanOrEqualTo(Wanted - 1).And.Equal(Enumerable.Range(numbers[0], numbers.Length));
        }
        Volatile.Write(ref done, true);
        writing.Wait();
    });

    private static async Task<string> Next(LogFollower follower)
    {
        var buffer = new byte[1000];
        var count = await follower.ReadAsync(buffer).AsTask().WaitAsync(Deadline.Default);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>On this one no timer ever fires.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
