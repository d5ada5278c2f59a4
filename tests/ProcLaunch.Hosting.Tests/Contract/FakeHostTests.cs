using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>That the pretended host is as nasty as it says.</summary>
public class FakeHostTests
{
    private readonly List<ProfileEvent> told = [];
    private FakeHost host = null!;

    [SetUp]
    public void SetUp()
    {
        told.Clear();
        host = new FakeHost(told.Add);
    }

    [TearDown]
    public void TearDown() => host.Dispose();

    [Test]
    public void News_waits_until_it_is_delivered()
    {
        Launch(1, ProgramKind.EndsAtOnce);
        told.Should().BeEmpty();
        host.Deliver().Should().BeTrue();
        told.Should().ContainSingle().Which.Should().BeOfType<ProfileEvent.Launched>();
        host.Deliver().Should().BeTrue();
        host.Deliver().Should().BeFalse();
        told.Should().HaveCount(2);
    }

    [Test]
    public void Spawns_are_refused_as_often_as_asked()
    {
        host.SpawnsToRefuse = 1;
        Launch(1, ProgramKind.Stays);
        Launch(2, ProgramKind.Stays);
        host.Processes.Should().ContainSingle().Which.Run.Should().Be(2);
    }

    [Test]
    public void Signals_are_swallowed_as_often_as_asked()
    {
        Launch(1, ProgramKind.Stays);
        host.SignalsToSwallow = 1;
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        host.Processes.Should().ContainSingle();
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        host.Processes.Should().BeEmpty();
    }

    [Test]
    public void Pids_are_reused_at_once_and_the_new_process_is_not_hit()
    {
        Launch(1, ProgramKind.Stays);
        var pid = host.Processes.Single().Identity.Pid;
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        var stranger = host.MakeStranger();
        stranger.Identity.Pid.Should().Be(pid);
        host.Send(1, Signal.Kill, SignalTarget.Everything);
        stranger.Alive.Should().BeTrue();
    }

    private void Launch(long run, ProgramKind kind) =>
        host.Launch(new LaunchRequest(run, "instance", new ProfileDefinition("web") { Command = [kind.ToString()] }, "/dev/null"));
}
