using System.Diagnostics;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Output;

public class PipeTests
{
    private const uint Nobody = 65534;
    private const int GetPipeSize = 1032; // F_GETPIPE_SZ
    private const int Slack = 256 * 1024;

    private Bench bench = null!;

    [SetUp]
    public void SetUp() => bench = new Bench();

    [TearDown]
    public void TearDown() => bench.Dispose();

    private string PipePath => bench.Capture.PipePath("web");

    [Test]
    public Task Nobody_else_may_enter_or_read() => Deadline.For(() =>
    {
        bench.Service("web");
        Look(PipePath).Mode.Should().Be(Convert.ToInt32("600", 8));
        Look(bench.Capture.LogPath("web")).Mode.Should().Be(Convert.ToInt32("640", 8));
        Look(Path.GetDirectoryName(PipePath)!).Mode.Should().Be(Convert.ToInt32("700", 8));
        Look(Path.GetDirectoryName(bench.Capture.LogPath("web"))!).Mode.Should().Be(Convert.ToInt32("700", 8));
    });

    [Test]
    public Task Opening_again_keeps_the_pipe() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        var before = Look(PipePath);
        bench.Capture.Open("web");
        Look(PipePath).Should().Be(before);
        service.Write("still here\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("still here\n");
    });

    [Test]
    public Task A_pipe_someone_removed_is_made_anew_and_its_content_kept() => Deadline.For(() =>
    {
        bench.Service("web").Write("old\n");
        File.Delete(PipePath);
        bench.Service("web").Write("new\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("old\nnew\n");
    });

    [Test]
    public Task A_file_in_the_place_of_the_pipe_is_replaced() => Deadline.For(() =>
    {
        File.WriteAllText(PipePath, "not a pipe");
        ExpectCapturing();
    });

    [Test]
    public Task An_empty_directory_in_the_place_of_the_pipe_is_replaced() => Deadline.For(() =>
    {
        Directory.CreateDirectory(PipePath);
        ExpectCapturing();
    });

    [Test]
    public Task A_link_in_the_place_of_the_pipe_is_replaced_and_not_followed() => Deadline.For(() =>
    {
        var target = Path.Combine(bench.StateDirectory, "target");
        File.WriteAllText(target, "untouched");
        File.CreateSymbolicLink(PipePath, target);
        ExpectCapturing();
        File.ReadAllText(target).Should().Be("untouched");
    });

    [Test]
    public Task A_link_in_the_place_of_a_directory_is_refused() => Deadline.For(() =>
    {
        var target = Directory.CreateDirectory(Path.Combine(bench.StateDirectory, "target")).FullName;
        var pipes = Path.GetDirectoryName(PipePath)!;
        Directory.Delete(pipes);
        Directory.CreateSymbolicLink(pipes, target);
        var open = () => bench.Capture.Open("web");
        open.Should().Throw<IOException>().WithMessage($"cannot use {pipes}: it is a link");
        Directory.GetFileSystemEntries(target).Should().BeEmpty();
    });

    [Test]
    public Task The_pipe_belongs_to_the_user_of_the_service_as_long_as_it_is_that_user() => Deadline.For(() =>
    {
        RequireRoot();
        bench.Capture.Open("web", Nobody);
        Look(PipePath).Owner.Should().Be(Nobody);
        bench.Capture.Open("web");
        Look(PipePath).Owner.Should().Be(0);
    });

    [Test]
    public Task A_service_of_another_user_may_reopen_its_standard_output() => Deadline.For(() =>
    {
        RequireRoot();
        bench.Capture.Open("web", Nobody);
        const string Script = """exec setpriv --reuid 65534 --regid 65534 --clear-groups sh -c 'echo hello > /dev/stdout' 1<>"$0" """;
        using (var sh = Process.Start("/bin/sh", ["-c", Script, PipePath]))
            sh.WaitForExit();
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("hello\n");
    });

    [Test]
    public Task A_service_can_write_256_KiB_while_nobody_captures() => Deadline.For(() =>
    {
        var service = bench.Service("web");
        bench.Capture.Dispose();
        if (Libc.fcntl(service.Number, GetPipeSize, 0) < Slack)
            Assert.Ignore("this user has too many pipes already");
        service.Write(new byte[Slack]);
        bench.Restart();
        bench.Capture.Open("web");
        bench.Capture.Drain("web");
        bench.Bytes("web").Should().HaveCount(Slack);
    });

    private static FileFact Look(string path) => FileStatus.Of(path, follow: false)!.Value;

    private static void RequireRoot()
    {
        if (Libc.geteuid() != 0)
            Assert.Ignore("only root can give a pipe to another user");
    }

    private void ExpectCapturing()
    {
        bench.Service("web").Write("hello\n");
        bench.Capture.Drain("web");
        bench.Text("web").Should().Be("hello\n");
    }
}
