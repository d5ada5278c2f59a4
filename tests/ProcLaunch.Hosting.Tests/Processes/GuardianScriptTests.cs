using System.Diagnostics;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Processes;

/// <summary>The script of the guardian by itself: whom it ends when its input does, and whom it leaves alone.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GuardianScriptTests : IDisposable
{
    private const string Stubborn = "trap '' TERM; echo up; while :; do sleep 1000; done";

    private readonly Workspace workspace = new();
    private readonly string family = Guid.NewGuid().ToString("N")[..16];

    [Test]
    public async Task What_it_was_told_of_ends_with_its_input()
    {
        using var process = await Up("/bin/sh", "-c", Stubborn);
        await Guard($"add {Entry(process)}\n");
        await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
    }

    [Test]
    public async Task What_it_was_told_to_forget_lives()
    {
        using var process = await Up("/bin/sh", "-c", Stubborn);
        using var other = await Up("/bin/sh", "-c", Stubborn);
        await Guard($"add {Entry(process)}\nadd {Entry(other)}\ndel {Entry(process)}\n");
        await other.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        process.HasExited.Should().BeFalse();
    }

    [Test]
    public async Task Another_process_with_a_pid_that_it_knows_lives()
    {
        using var process = await Up("/bin/sh", "-c", Stubborn);
        await Guard($"add {process.Id}:{Stat(process).StartTicks - 1}\n");
        process.HasExited.Should().BeFalse();
    }

    [Test]
    public async Task A_group_led_by_another_than_it_knows_lives()
    {
        using var leader = await Up("/usr/bin/setsid", "/bin/sh", "-c", Stubborn);
        await Guard($"add {leader.Id}:{Stat(leader).StartTicks - 1}\n");
        leader.HasExited.Should().BeFalse();
    }

    [Test]
    public async Task What_carries_a_marker_of_the_family_ends_wherever_it_is()
    {
        using var process = await Up("/usr/bin/env", Mark(family), "/bin/sh", "-c", $"setsid sh -c \"{Stubborn}\" & {Stubborn}");
        await Guard("");
        await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        workspace.Processes().Should().BeEmpty();
    }

    [TestCase("0123456789abcdef")]
    [TestCase("")]
    public async Task What_carries_another_marker_lives(string another)
    {
        using var process = await Up("/usr/bin/env", Mark(another), $"OTHER={Mark(family)}", "/bin/sh", "-c", Stubborn);
        await Guard("");
        process.HasExited.Should().BeFalse();
    }

    [Test]
    public async Task Members_without_marker_do_not_escape_when_their_leader_ends_first()
    {
        // The leader obeys; what it leaves in its group ignores SIGTERM and has lost its environment.
        using var leader = await Up("/usr/bin/setsid", "/bin/sh", "-c", $"env -i /bin/sh -c \"{Stubborn.Replace("echo up", "echo $$", StringComparison.Ordinal).Replace("$$", "\\$\\$", StringComparison.Ordinal)}\" & exec sleep 1000");
        var member = int.Parse(lastLine, System.Globalization.CultureInfo.InvariantCulture);
        await Guard($"add {Entry(leader)}\n");
        await leader.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        (ProcessStat.Of(member) is { IsDead: false }).Should().BeFalse();
    }

    [TestCase("a) S 1 1 (b")]
    [TestCase("two\nlines)")]
    public async Task The_name_of_a_process_may_be_anything(string name)
    {
        using var process = await Up("/usr/bin/perl", "-e", "$| = 1; $SIG{TERM} = 'IGNORE'; $0 = $ARGV[0]; open(my $comm, '>', '/proc/self/comm'); print $comm $ARGV[0]; close $comm; print \"up\\n\"; sleep 1000", name);
        await Guard($"add {Entry(process)}\n");
        await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
    }

    [Test]
    public async Task A_directory_that_it_was_given_goes_last_of_all()
    {
        var directory = workspace.NewDirectory("-a 'strange' $(name)");
        File.WriteAllText(Path.Combine(directory, "file"), "");
        await Guard("", directory);
        Directory.Exists(directory).Should().BeFalse();
        Directory.Exists(workspace.Directory).Should().BeTrue();
    }

    public void Dispose() => workspace.Dispose();

    private string lastLine = "";

    private static string Mark(string family) => $"PROCLAUNCH_INSTANCE=00ff.{family}0123456789abcdef";

    private static ProcessStat Stat(Process process) => ProcessStat.Of(process.Id)!.Value;

    private static string Entry(Process process) => $"{process.Id}:{Stat(process).StartTicks}";

    /// <summary>A process that has said something.</summary>
    private async Task<Process> Up(params string[] command)
    {
        var process = workspace.Start(command);
        lastLine = (await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline))!;
        lastLine.Should().NotBeNull();
        return process;
    }

    private async Task Guard(string words, string directory = "")
    {
        var script = new StreamReader(typeof(Guardian).Assembly.GetManifestResourceStream("guardian.sh")!).ReadToEnd();
        using var guardian = workspace.Start("/usr/bin/setsid", "/bin/sh", "-c", script, "guardian", family, directory);
        await guardian.StandardInput.WriteAsync(words);
        guardian.StandardInput.Close();
        await guardian.WaitForExitAsync().WaitAsync(Eventually.Deadline);
    }
}
