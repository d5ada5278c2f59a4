using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What supervision relies on, whatever host it has: of services in the foreground.</summary>
public abstract class ProcessHostContract
{
    private HostWorld world = null!;

    private EventLog Events => world.Events;

    internal abstract HostWorld NewWorld();

    [SetUp]
    public void SetUp() => world = NewWorld();

    [TearDown]
    public void TearDown() => world.Dispose();

    [Test]
    public async Task A_launch_is_answered_and_nothing_follows_while_it_lives()
    {
        var run = world.Launch("web", ProgramKind.Stays);
        var launched = await Events.NextAsync<Launched>(run);
        launched.Profile.Should().Be("web");
        world.IsAlive(launched.Process.Pid).Should().BeTrue();
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
    }

    [TestCase(ProgramKind.Missing)]
    [TestCase(ProgramKind.NotExecutable)]
    [TestCase(ProgramKind.BadInterpreter)]
    [TestCase(ProgramKind.CarriageReturn)]
    [TestCase(ProgramKind.NoShebang)]
    [TestCase(ProgramKind.MissingDirectory)]
    [TestCase(ProgramKind.MissingUser)]
    public async Task A_refused_launch_says_why_in_words(ProgramKind kind)
    {
        var run = world.Launch("web", kind);
        var failed = await Events.NextAsync<LaunchFailed>(run);
        failed.Reason.Should().Contain(Refusals.WordsFor(kind)).And.NotContain("Exception");
        world.Host.LookAgain(run);
        world.Host.Release(run);
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task The_end_is_told_once_with_its_exit_code()
    {
        var run = world.Launch("web", ProgramKind.ExitsWithThree);
        await Events.NextAsync<Launched>(run);
        var ended = await Events.NextAsync<ServiceEnded>(run);
        ended.Status.Should().Be(ExitStatus.Exited(3));
        ended.LeftBehind.Should().BeFalse();
        Events.ShouldBeEmpty();
        world.Host.LookAgain(run);
        await Events.NextAsync<RunVanished>(run);
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task The_end_is_told_with_its_signal()
    {
        var run = world.Launch("web", ProgramKind.Stays);
        await Events.NextAsync<Launched>(run);
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        (await Events.NextAsync<ServiceEnded>(run)).Status.Should().Be(ExitStatus.Signaled(Signal.Terminate));
    }

    [Test]
    public async Task A_service_that_ignores_SIGTERM_ends_by_SIGKILL()
    {
        var run = world.Launch("web", ProgramKind.IgnoresTerm);
        await Events.NextAsync<Launched>(run);
        await world.WhenReady("web");
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
        world.Host.Send(run, Signal.Kill, SignalTarget.Everything);
        (await Events.NextAsync<ServiceEnded>(run)).Status.Should().Be(ExitStatus.Signaled(Signal.Kill));
    }

    [Test]
    public async Task What_outlives_the_service_is_told_and_so_is_its_end()
    {
        var run = world.Launch("web", ProgramKind.LeavesOneBehind);
        await Events.NextAsync<Launched>(run);
        var member = await world.MemberOf("web");
        world.Host.Send(run, Signal.Kill, SignalTarget.Service);
        (await Events.NextAsync<ServiceEnded>(run)).LeftBehind.Should().BeTrue();
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
        world.IsAlive(member).Should().BeTrue();
        world.Kill(member);
        await Events.NextAsync<RunVanished>(run);
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task A_signal_to_everything_reaches_the_whole_group()
    {
        var run = world.Launch("web", ProgramKind.LeavesOneBehind);
        var main = (await Events.NextAsync<Launched>(run)).Process.Pid;
        var member = await world.MemberOf("web");
        world.Host.Send(run, Signal.Terminate, SignalTarget.Everything);
        await Events.NextAsync<ServiceEnded>(run);
        await world.WhenDead(member);
        world.IsAlive(main).Should().BeFalse();
    }

    [Test]
    public async Task A_signal_to_everything_reaches_what_outlived_the_service()
    {
        var run = world.Launch("web", ProgramKind.LeavesOneBehind);
        await Events.NextAsync<Launched>(run);
        await world.MemberOf("web");
        world.Host.Send(run, Signal.Kill, SignalTarget.Service);
        (await Events.NextAsync<ServiceEnded>(run)).LeftBehind.Should().BeTrue();
        world.Host.Send(run, Signal.Terminate, SignalTarget.Everything);
        await Events.NextAsync<RunVanished>(run);
    }

    [Test]
    public async Task A_signal_to_the_service_reaches_no_other()
    {
        var run = world.Launch("web", ProgramKind.LeavesOneBehind);
        await Events.NextAsync<Launched>(run);
        var member = await world.MemberOf("web");
        world.Host.Send(run, Signal.Terminate, SignalTarget.Service);
        await Events.NextAsync<ServiceEnded>(run);
        world.IsAlive(member).Should().BeTrue();
    }

    [Test]
    public async Task A_signal_to_a_run_that_ended_or_was_never_known_does_nothing()
    {
        var run = world.Launch("web", ProgramKind.EndsAtOnce);
        await Events.FirstAsync<ServiceEnded>(run);
        var stranger = await world.StartStranger();
        world.Host.Send(run, Signal.Kill, SignalTarget.Everything);
        world.Host.Send(run, Signal.Kill, SignalTarget.Service);
        world.Host.Release(run);
        world.Host.Send(run, Signal.Kill, SignalTarget.Everything);
        world.Host.Send(12345, Signal.Kill, SignalTarget.Everything);
        world.Host.LookAgain(12345);
        world.Host.Release(12345);
        Events.ShouldBeEmpty();
        world.IsAlive(stranger.Pid).Should().BeTrue();
    }

    [Test]
    public async Task Nothing_is_told_of_a_released_run()
    {
        var run = world.Launch("web", ProgramKind.Stays);
        var pid = (await Events.NextAsync<Launched>(run)).Process.Pid;
        var other = world.Launch("db", ProgramKind.Stays);
        await Events.NextAsync<Launched>(other);
        world.Host.Release(run);
        world.Kill(pid);
        await world.WhenDead(pid);
        world.Host.LookAgain(run);
        world.Host.Send(other, Signal.Kill, SignalTarget.Service);
        await Events.NextAsync<ServiceEnded>(other);
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task Runs_that_end_at_once_are_told_in_order()
    {
        const int Many = 500;
        for (var i = 0; i < Many; i++)
            world.Launch($"web-{i}", ProgramKind.EndsAtOnce);
        var alive = new HashSet<long>();
        for (var ended = 0; ended < Many;)
        {
            switch (await Events.NextAsync())
            {
                case Launched launched:
                    alive.Add(launched.Run).Should().BeTrue();
                    break;
                case ServiceEnded end:
                    alive.Remove(end.Run).Should().BeTrue();
                    end.Status.Should().Be(ExitStatus.Exited(0));
                    ended++;
                    break;
                case var other:
                    Assert.Fail($"unexpected {other}");
                    break;
            }
        }
        Events.ShouldBeEmpty();
    }

    [Test]
    public async Task What_was_found_alive_is_watched()
    {
        var process = await world.StartStranger();
        var run = world.Adopt("web", new ProfileRemains(process, process, []));
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
        world.Host.Send(run, Signal.Terminate, SignalTarget.Everything);
        await Events.NextAsync<ServiceEnded>(run);
        world.IsAlive(process.Pid).Should().BeFalse();
    }

    [Test]
    public async Task What_ended_before_it_could_be_watched_is_told()
    {
        var process = await world.StartStranger();
        world.Kill(process.Pid);
        await world.WhenDead(process.Pid);
        var run = world.Adopt("web", new ProfileRemains(process, process, []));
        (await Events.NextAsync<ServiceEnded>(run)).LeftBehind.Should().BeTrue();
        world.Host.LookAgain(run);
        await Events.NextAsync<RunVanished>(run);
    }

    [Test]
    public async Task A_pid_that_is_another_process_by_now_is_not_adopted_and_not_signalled()
    {
        var stranger = await world.StartStranger();
        var earlier = stranger with { StartTicks = stranger.StartTicks - 1 };
        var run = world.Adopt("web", new ProfileRemains(earlier, earlier, []));
        await Events.NextAsync<ServiceEnded>(run);
        world.Host.Send(run, Signal.Kill, SignalTarget.Everything);
        world.Host.Send(run, Signal.Kill, SignalTarget.Service);
        world.Host.LookAgain(run);
        await Events.NextAsync<RunVanished>(run);
        world.IsAlive(stranger.Pid).Should().BeTrue();
    }

    [Test]
    public async Task Leftovers_without_a_service_are_watched_until_the_last_is_gone()
    {
        var first = await world.StartStranger();
        var second = await world.StartStranger();
        var run = world.Adopt("web", new ProfileRemains(null, null, [first, second]));
        world.Kill(first.Pid);
        await world.WhenDead(first.Pid);
        world.Host.LookAgain(run);
        Events.ShouldBeEmpty();
        world.Host.Send(run, Signal.Terminate, SignalTarget.Everything);
        await Events.NextAsync<RunVanished>(run);
        world.IsAlive(second.Pid).Should().BeFalse();
    }
}
