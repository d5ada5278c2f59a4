using ProcLaunch.Hosting.Tests.Contract;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Hosting.Tests.Processes;

/// <summary>What the host does with descriptors. They are counted and taken away: nothing runs beside these tests.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DescriptorTests : IDisposable
{
    private readonly RealWorld world = new(new HostOptions());

    [Test]
    public async Task A_daemon_that_hands_over_again_and_again_costs_no_descriptor_each_time()
    {
        const int Times = 20;
        var run = world.Launch("mail", ProgramKind.WritesPidFile);
        var service = (await world.Events.FirstAsync<DaemonFound>(run)).Service;
        await world.Events.FirstAsync<LauncherEnded>(run);
        var before = Pidfds();
        for (var i = 0; i < Times; i++)
        {
            var next = await world.StartStranger();
            world.WritePidFile("mail", $"{next.Pid}\n");
            (await world.Events.FirstAsync<DaemonFound>(run)).Service.Should().Be(next);
            world.Kill(service.Pid);
            await world.WhenDead(service.Pid);
            service = next;
        }
        // One or two dead leaders are kept until the next handover.
        Pidfds().Should().BeLessThan(before + 4);
    }

    [Test]
    public async Task A_process_that_cannot_be_held_is_not_left_behind_not_even_as_a_zombie()
    {
        var (soft, hard) = OpenFilesLimit.Own;
        world.Launch("warm", ProgramKind.Stays);
        await world.Events.NextAsync();
        var program = world.Program("web", ProgramKind.Stays);
        ProfileEvent answer;
        // A descriptor may just have been given back by somebody: then it can be held, and it is tried again.
        for (var run = 100; ; run++)
        {
            try
            {
                OpenFilesLimit.Set(LowestFree(), hard);
                world.Host.Launch(new LaunchRequest(run, Guid.NewGuid().ToString("N"), program, "/dev/null"));
            }
            finally
            {
                OpenFilesLimit.Set(soft, hard);
            }
            answer = await world.Events.NextAsync();
            if (answer is LaunchFailed)
                break;
        }
        ((LaunchFailed)answer).Reason.Should().Contain("cannot hold pid");
        var pid = int.Parse(((LaunchFailed)answer).Reason.Split("cannot hold pid ")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
        ProcessStat.Of(pid).Should().BeNull("it was killed and waited for");
    }

    public void Dispose() => world.Dispose();

    private static int Pidfds() => Directory.GetFiles("/proc/self/fd").Count(fd =>
        new FileInfo(fd).LinkTarget?.Contains("pidfd", StringComparison.Ordinal) ?? false);

    private static ulong LowestFree()
    {
        using var probe = Descriptor.Open("/dev/null", Descriptor.ReadOnly);
        return (ulong)probe.Number;
    }
}
