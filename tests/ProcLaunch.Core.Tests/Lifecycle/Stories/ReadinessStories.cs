using ProcLaunch.Lifecycle;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;
using static ProcLaunch.Core.Tests.Lifecycle.StageNews;

namespace ProcLaunch.Core.Tests.Lifecycle.Stories;

public sealed class ReadinessStories
{
    private static readonly ProfileDefinition Checked = Foreground with
    {
        Ready = ReadyWhen.Tcp("127.0.0.1", 6379),
        Health = new HealthCheck(ReadyWhen.Tcp("127.0.0.1", 6379)),
    };

    [Test]
    public void It_runs_only_when_its_readiness_check_has_passed()
    {
        var web = new Stage().Read(Checked).Launched(100);
        web.State.Should().Be(ProfileState.Starting);
        web.Told.Should().Equal("starting", "launch", "await ready 100");

        web.Post(new ProfileEvent.BecameReady(Stage.Name, web.Run));

        web.State.Should().Be(ProfileState.Running);
        web.Told.Should().Equal("running 100", "ready", "watch health 100");
    }

    [Test]
    public void A_daemon_needs_its_pid_file_and_its_check()
    {
        var web = new Stage().Read(Checked with { PidFile = "pid" }).Launched(100).Forget();
        web.Post(new ProfileEvent.BecameReady(Stage.Name, web.Run));
        web.State.Should().Be(ProfileState.Starting, "no pid file names it yet");

        web.LauncherEnded().Found(101);
        web.State.Should().Be(ProfileState.Starting, "its check has not passed");
        web.Post(new ProfileEvent.BecameReady(Stage.Name, web.Run));

        web.State.Should().Be(ProfileState.Running);
    }

    [Test]
    public void What_is_not_ready_in_time_is_stopped_with_the_last_reason()
    {
        var web = new Stage().Read(Checked).Launched(100).Forget();
        web.Post(new ProfileEvent.FoundNotReady(Stage.Name, web.Run, "nobody listens"));

        web.Pass(61);

        web.Told.Should().StartWith("start failed: it was not confirmed within 60s: nobody listens").And.Contain("end probes");
    }

    [Test]
    public void Dying_before_it_is_ready_is_a_failed_start()
    {
        var web = new Stage().Read(Checked).Launched(100).Forget().Exits(1);

        web.Told.Should().Contain("start failed: it ended with exit code 1 before it was confirmed");
    }

    [Test]
    public void An_unhealthy_one_is_stopped_and_started_again_by_its_policy()
    {
        var web = new Stage().Read(Checked).Launched(100);
        web.Post(new ProfileEvent.BecameReady(Stage.Name, web.Run)).Forget();

        web.Post(new ProfileEvent.FoundUnhealthy(Stage.Name, web.Run, "nobody listens"));
        web.State.Should().Be(ProfileState.Stopping);
        web.Profile.Problem.Should().Be("unhealthy: nobody listens");
        web.Exits();

        web.State.Should().Be(ProfileState.Starting);
        web.Told.Should().Equal("unhealthy: nobody listens", "end probes", "stopping", "SIGTERM to everything", "end probes", "stopped", "release", "starting", "launch");
        web.Profile.Record.History.Failures.Should().Be(1);
    }

    [Test]
    public void Without_a_restart_an_unhealthy_one_stays_stopped()
    {
        var web = new Stage().Read(Checked.NotRestarted()).Launched(100);
        web.Post(new ProfileEvent.BecameReady(Stage.Name, web.Run));

        web.Post(new ProfileEvent.FoundUnhealthy(Stage.Name, web.Run, "nobody listens")).Exits();

        web.State.Should().Be(ProfileState.Stopped);
        web.Profile.Problem.Should().Be("unhealthy: nobody listens");
    }

    [Test]
    public void What_a_check_found_of_an_earlier_run_does_not_count()
    {
        var web = new Stage().Read(Checked).Launched(100);
        var old = web.Run;
        web.Exits(1);

        web.Launched(101).Post(new ProfileEvent.BecameReady(Stage.Name, old));

        web.State.Should().Be(ProfileState.Starting);
    }

    [Test]
    public void Who_asks_for_more_time_to_start_gets_it()
    {
        var web = new Stage().Read(Checked).Launched(100);
        web.Pass(50).Post(new ProfileEvent.MoreTimeAsked(Stage.Name, web.Run, TimeSpan.FromSeconds(30)));

        web.Pass(25);
        web.State.Should().Be(ProfileState.Starting);
        web.Pass(6);
        web.State.Should().Be(ProfileState.Stopping);
    }

    [Test]
    public void Who_asks_for_more_time_to_stop_gets_it()
    {
        var web = Running(Foreground).Stop();
        web.Pass(5).Post(new ProfileEvent.MoreTimeAsked(Stage.Name, web.Run, TimeSpan.FromSeconds(20))).Forget();

        web.Pass(15);
        web.Told.Should().NotContain("did not end in time");
        web.Pass(6);
        web.Told.Should().Contain("did not end in time");
    }
}
