using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What the fake can do that Linux does too rarely.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FakeHostTests
{
    private readonly List<ProfileEvent> told = [];
    private readonly FakeWorld world = new(new Random(1));
    private FakeHost host = null!;

    [SetUp]
    public void SetUp()
    {
        told.Clear();
        host = new FakeHost(world, new KindPrograms(world), told.Add);
    }

    [TearDown]
    public void TearDown() => host.Dispose();

    [Test]
    public void News_waits_until_its_time_has_come()
    {
        Launch(1, ProgramKind.EndsAtOnce);
        told.Should().BeEmpty();
        while (world.Step())
        {
        }
        told.Select(news => news.GetType()).Should().Equal(typeof(ProfileEvent.Launched), typeof(ProfileEvent.ServiceEnded));
    }

    [Test]
    public void Signals_are_lost_as_likely_as_asked()
    {
        Launch(1, ProgramKind.Stays);
        world.Step();
        world.Nastiness = new Nastiness { SignalLost = 1 };
        host.Send(1, Signal.Terminate, SignalTarget.Everything);
        Settle();
        world.Processes.Should().ContainSingle();
        world.Nastiness = Nastiness.None;
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        Settle();
        world.Processes.Should().BeEmpty();
    }

    [Test]
    public void Pids_are_reused_at_once_and_the_new_process_is_not_hit()
    {
        Launch(1, ProgramKind.Stays);
        world.Step();
        var pid = world.Processes.Single().Pid;
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        Settle();
        var stranger = world.NewProcess("", "", new ProfileDefinition("stranger"), Role.Member);
        stranger.Pid.Should().Be(pid);
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        Settle();
        stranger.Alive.Should().BeTrue();
    }

    [Test]
    public void A_second_instance_and_a_signal_to_what_is_over_are_violations_where_it_is_strict()
    {
        host = new FakeHost(world, new KindPrograms(world), told.Add) { IsStrict = true };
        Launch(1, ProgramKind.Stays);
        world.Step();
        FluentActions.Invoking(() => Launch(2, ProgramKind.Stays)).Should().Throw<Violation>();
        FluentActions.Invoking(() => host.Release(1)).Should().Throw<Violation>();
        FluentActions.Invoking(() => host.Send(3, Signal.Kill, SignalTarget.Everything)).Should().Throw<Violation>();
    }

    private void Settle()
    {
        while (world.Step())
        {
        }
    }

    private void Launch(long run, ProgramKind kind) =>
        host.Launch(new LaunchRequest(run, $"instance-{run}", new ProfileDefinition("web") { Command = [kind.ToString()] }, "/dev/null"));
}
