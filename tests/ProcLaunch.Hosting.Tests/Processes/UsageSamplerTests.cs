using System.Diagnostics;
using ProcLaunch.Hosting.Tests.Output;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Processes;

/// <summary>Real processes on a virtual clock: what is measured follows from what they used, not from the speed of the machine.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UsageSamplerTests : IDisposable
{
    private const string Busy = "while :; do :; done";
    private const int MiB = 1 << 20;

    private readonly Workspace workspace = new();
    private readonly VirtualClock clock = new();
    private readonly UsageSampler sampler;

    public UsageSamplerTests() => sampler = new UsageSampler(clock);

    [Test]
    public async Task The_first_look_tells_the_average_since_the_start()
    {
        using var busy = Group(Busy);
        await Burns(busy.Id, 10);

        sampler.Sample([busy.Id])[busy.Id].CpuPercent.Should().BePositive().And.BeLessThan(200);
    }

    [Test]
    public async Task The_next_look_tells_what_was_used_since_the_last()
    {
        using var busy = Group(Busy);
        sampler.Sample([busy.Id]);
        var before = Ticks(busy.Id);
        await Burns(busy.Id, before + 20);

        clock.Advance(TimeSpan.FromSeconds(10));
        var percent = sampler.Sample([busy.Id])[busy.Id].CpuPercent;

        // A tick is 10 ms, and of ten seconds that is 0.1 %.
        percent.Should().BeGreaterThanOrEqualTo(2).And.BeLessThanOrEqualTo(0.1 * Ticks(busy.Id));
    }

    [Test]
    public void What_does_nothing_uses_nothing()
    {
        using var idle = Group("exec sleep 1000");
        sampler.Sample([idle.Id]);
        clock.Advance(TimeSpan.FromSeconds(60));

        sampler.Sample([idle.Id])[idle.Id].CpuPercent.Should().BeInRange(0, 1);
    }

    [Test]
    public async Task Asked_again_too_soon_it_repeats_its_answer_and_measures_on()
    {
        using var busy = Group(Busy);
        var first = sampler.Sample([busy.Id])[busy.Id].CpuPercent;
        await Burns(busy.Id, Ticks(busy.Id) + 20);
        clock.Advance(TimeSpan.FromMilliseconds(199));
        sampler.Sample([busy.Id])[busy.Id].CpuPercent.Should().Be(first);

        clock.Advance(TimeSpan.FromMilliseconds(801));

        sampler.Sample([busy.Id])[busy.Id].CpuPercent.Should().BeGreaterThanOrEqualTo(20, "200 ms were used in the second since the first look");
    }

    [Test]
    public async Task After_more_than_a_minute_it_is_the_average_again()
    {
        using var busy = Group(Busy);
        sampler.Sample([busy.Id]);
        await Burns(busy.Id, Ticks(busy.Id) + 20);
        var used = Ticks(busy.Id) * 0.01;
        clock.Advance(TimeSpan.FromSeconds(61));

        // The virtual clock is not what the age of a process is measured by.
        var age = (SystemClock.SinceBoot() - SystemClock.OfTicks(ProcessStat.Of(busy.Id)!.Value.StartTicks)).TotalSeconds + 1;
        sampler.Sample([busy.Id])[busy.Id].CpuPercent.Should().BeGreaterThan(100 * used / age);
    }

    [Test]
    public async Task Every_member_of_the_group_counts()
    {
        using var leader = Group($"sh -c '{Busy}' & sh -c '{Busy}' & echo $!; exec sleep 1000");
        var second = int.Parse(leader.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        sampler.Sample([leader.Id]);
        var before = new ProcessMemory(new Marker(new byte[32])).MembersOf(leader.Id, out _, out _).Select(member => member.Pid).ToList();
        before.Should().HaveCount(3);
        foreach (var pid in before.Where(pid => pid != leader.Id))
            await Burns(pid, Ticks(pid) + 10);
        clock.Advance(TimeSpan.FromSeconds(10));

        var usage = sampler.Sample([leader.Id])[leader.Id];

        usage.CpuPercent.Should().BeGreaterThanOrEqualTo(2);
        usage.MemoryBytes.Should().BeGreaterThan(ProcessStat.Of(second)!.Value.ResidentPages * Environment.SystemPageSize);
    }

    [Test]
    public async Task A_member_that_ended_takes_nothing_away()
    {
        using var leader = Group($"sh -c '{Busy}' & echo $!; read x; kill -9 $! && wait; echo gone; exec sleep 1000");
        var member = int.Parse(leader.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        await Burns(member, 20);
        sampler.Sample([leader.Id]);
        leader.StandardInput.WriteLine();
        (await leader.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline)).Should().Be("gone");
        clock.Advance(TimeSpan.FromSeconds(1));

        sampler.Sample([leader.Id])[leader.Id].CpuPercent.Should().BeGreaterThanOrEqualTo(0);
    }

    [Test]
    public async Task A_member_that_is_new_counts_from_its_start()
    {
        using var leader = Group($"read x; sh -c '{Busy}' & echo $!; exec sleep 1000");
        sampler.Sample([leader.Id]);
        leader.StandardInput.WriteLine();
        var member = int.Parse((await leader.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline))!, System.Globalization.CultureInfo.InvariantCulture);
        await Burns(member, 20);
        clock.Advance(TimeSpan.FromSeconds(1));

        sampler.Sample([leader.Id])[leader.Id].CpuPercent.Should().BeGreaterThanOrEqualTo(20);
    }

    [Test]
    public void Memory_is_what_is_resident()
    {
        using var hog = Group("exec perl -e '$| = 1; $x = \"x\" x (50 << 20); print \"$$\\n\"; sleep 1000'");
        hog.StandardOutput.ReadLine();

        sampler.Sample([hog.Id])[hog.Id].MemoryBytes.Should().BeInRange(50 * MiB, 150 * MiB);
    }

    [Test]
    public void A_service_that_leads_no_group_counts_with_the_group_it_is_in()
    {
        using var leader = Group("sleep 1000 & echo $!; exec sleep 1000");
        var member = int.Parse(leader.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);

        var usage = sampler.Sample([leader.Id, member]);

        usage.Should().HaveCount(2);
        usage[member].MemoryBytes.Should().Be(usage[leader.Id].MemoryBytes);
    }

    [Test]
    public void What_is_gone_has_no_entry()
    {
        using var living = Group("exec sleep 1000");
        using var dead = Group("exit 0");
        dead.WaitForExit();

        sampler.Sample([living.Id, dead.Id, int.MaxValue]).Keys.Should().Equal(living.Id);
        sampler.Sample([dead.Id]).Should().BeEmpty();
        sampler.Sample([]).Should().BeEmpty();
    }

    [Test]
    public void Two_that_ask_for_different_services_do_not_disturb_each_other()
    {
        using var one = Group("exec sleep 1000");
        using var other = Group("exec sleep 1000");
        sampler.Sample([one.Id]);
        clock.Advance(TimeSpan.FromSeconds(30));
        sampler.Sample([other.Id]);
        sampler.MarksKept.Should().Be(2);

        clock.Advance(TimeSpan.FromSeconds(31));
        sampler.Sample([other.Id]);

        sampler.MarksKept.Should().Be(1, "one was not asked about for a minute");
    }

    public void Dispose() => workspace.Dispose();

    /// <summary>A shell that leads a group of its own.</summary>
    private Process Group(string script)
    {
        var process = workspace.Start("setsid", "sh", "-c", "echo; " + script);
        process.StandardOutput.ReadLine();
        return process;
    }

    private static long Ticks(int pid) => ProcessStat.Of(pid)!.Value.CpuTicks;

    private static Task Burns(int pid, long ticks) => Eventually.Holds(() => Ticks(pid) >= ticks, $"pid {pid} has used {ticks} clock ticks");
}
