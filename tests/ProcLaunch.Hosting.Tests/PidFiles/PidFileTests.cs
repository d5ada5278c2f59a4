using System.Diagnostics;
using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.PidFiles;

/// <summary>Which pid files are believed: a pid file is a hint, not an authority.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PidFileTests : IDisposable
{
    private static readonly IUserAccounts Users = new UserAccounts();
    private static readonly Marker Marker = new(new byte[32]);

    private readonly Workspace workspace = new();
    private readonly PidFile pidFile = new(Users, Marker);
    private readonly Process sleeper;

    public PidFileTests() => sleeper = workspace.Start("/bin/sleep", "1000");

    private string Path => workspace.PathOf("pid");

    public void Dispose()
    {
        sleeper.Kill();
        sleeper.WaitForExit();
        sleeper.Dispose();
        workspace.Dispose();
    }

    [Test]
    public void A_file_written_by_a_living_process_is_believed()
    {
        Write(sleeper.Id);
        var finding = Read();
        finding.Process!.Value.Pid.Should().Be(sleeper.Id);
        finding.Refusal.Should().BeNull();
    }

    [Test]
    public void A_missing_or_empty_file_says_nothing()
    {
        Read().Should().Be(PidFileFinding.Missing);
        workspace.Write("pid", "");
        Read().Should().Be(PidFileFinding.Missing);
        pidFile.Read(workspace.PathOf("no/such/directory/pid"), "web").Should().Be(PidFileFinding.Missing);
    }

    [TestCase("garbage\n")]
    [TestCase("0\n")]
    [TestCase("1\n")]
    [TestCase("-1\n")]
    [TestCase("99999999999999999999\n")]
    public void What_is_not_a_pid_is_refused_with_the_reason(string content)
    {
        workspace.Write("pid", content);
        Refused().Should().Contain("one decimal pid");
    }

    [Test]
    public void Our_own_pid_is_refused()
    {
        Write(Environment.ProcessId);
        Refused().Should().Contain("ProcLaunch itself");
    }

    [Test]
    public void A_thread_of_the_kernel_is_refused()
    {
        if (ProcessStat.Of(2) is not { IsKernelThread: true } thread)
        {
            Assert.Ignore("no thread of the kernel can be seen from here");
            return;
        }
        Write(thread.Pid);
        Refused().Should().Contain("thread of the kernel");
    }

    [Test]
    public void A_thread_of_a_process_is_refused()
    {
        var thread = Directory.GetDirectories("/proc/self/task")
            .Select(task => int.Parse(System.IO.Path.GetFileName(task), CultureInfo.InvariantCulture))
            .First(id => id != Environment.ProcessId);
        Write(thread);
        Refused().Should().Contain("is not a process");
    }

    [Test]
    public async Task A_zombie_is_dead()
    {
        // A child of ours that nobody waits for until we do.
        var plan = LaunchPlan.For(workspace.Definition("web", "/bin/true"), null, new Dictionary<string, string>(), "mark", "/");
        var zombie = new Spawner(null).Spawn(plan, "/dev/null");
        await Eventually.Holds(() => ProcessStat.Of(zombie) is { State: 'Z' }, "it is a zombie");
        Write(zombie);
        Read().Should().Match<PidFileFinding>(finding => finding.Process == null && finding.Stale);
        ChildStatus.Reap(zombie);
    }

    [Test]
    public void A_pid_that_nobody_has_is_only_old()
    {
        using var ended = workspace.Start("/bin/true");
        ended.WaitForExit();
        Write(ended.Id);
        Read().Should().Match<PidFileFinding>(finding => finding.Process == null && finding.Stale && finding.Pid == ended.Id);
    }

    [Test]
    public void A_file_older_than_the_process_names_a_recycled_pid()
    {
        Write(sleeper.Id);
        File.SetLastWriteTimeUtc(Path, Process.GetProcessById(sleeper.Id).StartTime.ToUniversalTime().AddSeconds(-2));
        Refused().Should().Contain("started after the file was written");
    }

    [Test]
    public void Only_the_first_line_counts()
    {
        workspace.Write("pid", $"{sleeper.Id}\n/var/lib/postgresql\n1700000000\n");
        Believed();
    }

    [Test]
    public void A_link_is_refused_even_to_a_good_file()
    {
        workspace.Write("real", $"{sleeper.Id}\n");
        File.CreateSymbolicLink(Path, workspace.PathOf("real"));
        Refused().Should().Be("it is a link");
    }

    [Test]
    public Task A_FIFO_is_refused_at_once() => Output.Deadline.For(() =>
    {
        workspace.Fifo("pid");
        Refused().Should().Contain("not a regular file");
    });

    [Test]
    public void A_directory_is_refused()
    {
        Directory.CreateDirectory(Path);
        Refused().Should().Contain("not a regular file");
    }

    [Test]
    public void A_device_is_refused() => pidFile.Read("/dev/zero", "web").Refusal.Should().Contain("not a regular file");

    [Test]
    public void A_huge_file_is_refused()
    {
        workspace.Write("pid", new string('7', 5000));
        Refused().Should().Contain("larger than");
    }

    [Test]
    public void The_service_of_another_profile_is_refused()
    {
        using var other = StartMarked("db");
        Write(other.Id);
        Refused().Should().Contain("belongs to the profile db");
        Believed("db");
        other.Kill();
    }

    [Test]
    public void A_forged_marker_does_not_make_it_another_profiles()
    {
        using var other = StartMarked("db", new Marker([1]));
        Write(other.Id);
        Believed();
        other.Kill();
    }

    [TestCase(0x1b6)] // 0666
    [TestCase(0x1b4)] // 0664
    public void As_root_a_file_that_others_may_write_is_refused(int mode)
    {
        RequireRoot();
        Write(sleeper.Id);
        File.SetUnixFileMode(Path, (UnixFileMode)mode);
        Refused().Should().Contain("writable by its group or others");
    }

    [Test]
    public void As_root_a_file_of_another_user_may_not_name_roots_process()
    {
        RequireRoot();
        Write(sleeper.Id);
        Chown(Path, 65534);
        Refused().Should().Contain("owned by user 65534");
    }

    [Test]
    public void As_root_a_users_file_may_name_that_users_process()
    {
        RequireRoot();
        using var own = workspace.Start("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", "echo; exec sleep 1000");
        own.StandardOutput.ReadLine();
        Write(own.Id);
        Chown(Path, 65534);
        Believed();
        own.Kill();
    }

    [Test]
    public void As_root_a_file_in_a_directory_that_others_may_write_is_refused()
    {
        RequireRoot();
        workspace.NewDirectory("open");
        File.SetUnixFileMode(workspace.PathOf("open"), (UnixFileMode)0x1ff);
        workspace.Write("open/pid", $"{sleeper.Id}\n");
        pidFile.Read(workspace.PathOf("open/pid"), "web").Refusal.Should().Contain("open is writable");
    }

    [Test]
    public void The_file_of_a_dead_daemon_is_removed_only_if_it_still_names_it()
    {
        using var ended = workspace.Start("/bin/true");
        ended.WaitForExit();
        Write(ended.Id);
        pidFile.RemoveIfStale(Path, "web", ended.Id + 1);
        File.Exists(Path).Should().BeTrue();
        pidFile.RemoveIfStale(Path, "web", ended.Id);
        File.Exists(Path).Should().BeFalse();
        Write(sleeper.Id);
        pidFile.RemoveIfStale(Path, "web", sleeper.Id);
        File.Exists(Path).Should().BeTrue("that one lives");
        pidFile.RemoveIfStale(workspace.PathOf("no/such/pid"), "web", 2);
    }

    private static void RequireRoot()
    {
        if (Users.CurrentUid != 0)
            Assert.Ignore("only root can make files of others");
    }

    private static unsafe void Chown(string path, uint owner)
    {
        using var file = Descriptor.Open(path, Descriptor.ReadOnly);
        file.SetOwner(owner, owner);
    }

    private void Write(int pid) => workspace.Write("pid", $"{pid}\n");

    private PidFileFinding Read() => pidFile.Read(Path, "web");

    private void Believed(string profile = "web") =>
        pidFile.Read(Path, profile).Should().Match<PidFileFinding>(finding => finding.Process != null && finding.Refusal == null);

    private string Refused()
    {
        var finding = Read();
        finding.Process.Should().BeNull();
        finding.Stale.Should().BeFalse();
        return finding.Refusal!;
    }

    private Process StartMarked(string profile, Marker? marker = null)
    {
        var marked = workspace.Start(
            "env", $"{Marker.ProfileVariable}={profile}", $"{Marker.InstanceVariable}={(marker ?? Marker).For(profile, "i")}", "sh", "-c", "echo; exec sleep 1000");
        marked.StandardOutput.ReadLine();
        return marked;
    }
}
