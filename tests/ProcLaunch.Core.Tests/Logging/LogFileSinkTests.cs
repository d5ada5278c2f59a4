using Microsoft.Extensions.Logging;
using ProcLaunch.Logging;
using ProcLaunch.Posix;

namespace ProcLaunch.Core.Tests.Logging;

public class LogFileSinkTests
{
    private string directory = null!;

    [SetUp]
    public void SetUp() => directory = Directory.CreateTempSubdirectory("proclaunch-logging-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(directory, recursive: true);

    private string LogPath => Path.Combine(directory, "error.log");

    [Test]
    public void Records_are_appended_to_what_is_there()
    {
        File.WriteAllText(LogPath, "before\n");
        using (var provider = LineLoggerProvider.ToFile(LogPath, LogLevel.Information, new FixedClock()))
            provider.CreateLogger("ProcLaunch.web").LogInformation("starting");
        File.ReadAllText(LogPath).Should().Be("before\n2026-01-31T09:30:00.000Z INFO  web starting\n");
    }

    [Test]
    public void A_new_file_is_writable_by_its_owner_only()
    {
        new LogFileSink(LogPath).Dispose();
        FileStatus.Of(LogPath, follow: false)!.Value.Mode.Should().Be(Convert.ToInt32("640", 8));
    }

    [Test]
    public void After_reopening_a_renamed_log_goes_on_in_a_new_file()
    {
        using var sink = new LogFileSink(LogPath);
        sink.Write("one\n"u8);
        File.Move(LogPath, LogPath + ".1");
        sink.Write("two\n"u8);
        sink.Reopen().Should().BeTrue();
        sink.Write("three\n"u8);
        File.ReadAllText(LogPath + ".1").Should().Be("one\ntwo\n");
        File.ReadAllText(LogPath).Should().Be("three\n");
        sink.Reopen().Should().BeFalse();
    }

    [Test]
    public void A_log_that_cannot_be_reopened_goes_on_where_it_was()
    {
        using var sink = new LogFileSink(LogPath);
        File.Move(LogPath, LogPath + ".1");
        Directory.CreateDirectory(LogPath);
        sink.Invoking(s => s.Reopen()).Should().Throw<IOException>();
        sink.Write("one\n"u8).Should().Be(4);
        File.ReadAllText(LogPath + ".1").Should().Be("one\n");
    }

    [Test]
    public void A_truncated_log_goes_on_at_its_new_end()
    {
        using var sink = new LogFileSink(LogPath);
        sink.Write("one\n"u8);
        File.WriteAllText(LogPath, "");
        sink.Write("two\n"u8);
        File.ReadAllText(LogPath).Should().Be("two\n");
    }

    [Test]
    public void A_missing_directory_is_named()
    {
        var path = Path.Combine(directory, "none", "error.log");
        Opening(path).Should().Throw<IOException>().WithMessage($"cannot open {path}: no such file or directory");
    }

    [Test]
    public void A_link_is_not_followed()
    {
        File.CreateSymbolicLink(LogPath, Path.Combine(directory, "target"));
        Opening(LogPath).Should().Throw<IOException>().WithMessage($"cannot open {LogPath}: it is a link, not a regular file");
        File.Exists(Path.Combine(directory, "target")).Should().BeFalse();
    }

    [Test]
    public void A_directory_is_refused()
    {
        Directory.CreateDirectory(LogPath);
        Opening(LogPath).Should().Throw<IOException>().WithMessage($"cannot open {LogPath}: it is a directory, not a regular file");
    }

    [Test]
    public unsafe void A_pipe_without_a_reader_is_refused_at_once()
    {
        using (var name = new CString(LogPath))
            Libc.mkfifo(name, 0x180).Should().Be(0);
        Opening(LogPath).Should().Throw<IOException>().WithMessage("*a pipe, a socket or a device, not a regular file");
    }

    [Test]
    public void The_null_device_takes_everything()
    {
        using var sink = new LogFileSink("/dev/null");
        sink.Write("one\n"u8).Should().Be(4);
    }

    private static Action Opening(string path) => () => new LogFileSink(path).Dispose();
}
