using System.Threading.Channels;
using ProcLaunch.Core.Tests.Lifecycle;
using ProcLaunch.Runtime;
using static ProcLaunch.Core.Tests.Lifecycle.Programs;

namespace ProcLaunch.Core.Tests.Runtime;

/// <summary>Each kind of event comes out of the situation it names, with the pid it happened to.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EventTests
{
    private readonly List<SupervisorEvent> heard = [];

    [Test]
    public void A_profile_that_is_added_and_started() =>
        Of(new Stage(), web => web.Read(Foreground).Launched(100)).Should().Equal("added", "starting", "running 100");

    [Test]
    public void A_service_that_dies_and_is_started_again() =>
        Of(Running(Foreground), web => web.Exits(3).Launched(200)).Should().Equal("died 100 exit code 3", "starting", "running 200");

    [Test]
    public void A_service_that_dies_by_a_signal_and_leaves_something_behind() =>
        Of(Running(Foreground), web => web.Ends(ExitStatus.Signaled(Signal.Kill), leaving: true).Vanishes())
            .Should().Equal("died 100 signal SIGKILL", "starting");

    [Test]
    public void A_daemon_that_dies() =>
        Of(Running(Daemon.NotRestarted()), web => web.DaemonEnds().Vanishes()).Should().Equal("died 101 an unknown exit status");

    [Test]
    public void A_daemon_that_goes_on_under_another_pid() =>
        Of(Running(Daemon), web => web.Found(102)).Should().Equal("running 102");

    [Test]
    public void A_start_that_fails()
    {
        Of(new Stage().Read(Foreground.NotRestarted()), web => web.LaunchFailed("run: not found")).Should().Equal("died");
        heard[0].Problem.Should().Be("start failed: run: not found");
    }

    [Test]
    public void A_start_that_is_not_confirmed_in_time() =>
        Of(new Stage().Read(Daemon.NotRestarted()).Launched(100).LauncherEnded(), web => web.Pass(60).Vanishes()).Should().Equal("died", "stopping", "stopped");

    [Test]
    public void A_stop() => Of(Running(Foreground), web => web.Stop().Exits(0)).Should().Equal("stopping 100", "stopped");

    [Test]
    public void A_restart_by_hand() =>
        Of(Running(Foreground), web => web.Restart().Exits(0).Launched(200)).Should().Equal("stopping 100", "stopped", "starting", "running 200");

    [Test]
    public void A_reload() => Of(Running(Foreground), web => web.Reload()).Should().Equal("reloading 100");

    [Test]
    public void A_definition_that_changes() =>
        Of(Running(Foreground), web => web.Read(Foreground.Changed())).Should().Equal("changed 100", "stopping 100");

    [Test]
    public void A_definition_that_turns_invalid_is_no_event() => Of(Running(Foreground), web => web.ReadInvalid()).Should().BeEmpty();

    [Test]
    public void A_daemon_that_was_started_by_other_means() =>
        Of(new Stage(), web => web.Read(Daemon, StageNews.Process(101))).Should().Equal("added 101", "adopted 101");

    [Test]
    public void A_service_that_still_runs_from_before() =>
        Of(Running(Foreground).Crash(new(StageNews.Process(100), StageNews.Process(100), [])), web => web.Reread(Foreground)).Should().BeEmpty();

    [Test]
    public void A_service_that_fails_too_often()
    {
        var once = Foreground with { Restart = RestartPolicy.Always with { MaxRestarts = 0 } };
        Of(Running(once), web => web.Exits(1)).Should().Equal("died 100 exit code 1", "gave-up");
        heard[1].Problem.Should().Be("gave up after 0 restarts within 60s");
    }

    [Test]
    public void A_profile_that_is_removed() =>
        Of(Running(Foreground), web => web.Disappear().Exits(0)).Should().Equal("stopping 100", "stopped", "removed");

    [Test]
    public void An_adopted_service_is_told_when_it_is_found()
    {
        var record = Running(Foreground).Record!;
        Of(new Stage(), web => web.Post(new ProcLaunch.Lifecycle.ProfileEvent.WasRecovered(record, new(StageNews.Process(100), StageNews.Process(100), []))))
            .Should().Equal("adopted 100");
    }

    private List<string> Of(Stage web, Action<Stage> happens)
    {
        var (_, before, events) = web.View.Subscribe();
        happens(web);
        while (events.TryRead(out var happened))
            heard.Add(happened);
        heard.Select(happened => happened.Number).Should().Equal(Enumerable.Range(1, heard.Count).Select(number => before + number));
        heard.Should().NotContain(happened => happened.Profile != Stage.Name);
        return heard.ConvertAll(Words);
    }

    private static string Words(SupervisorEvent happened)
    {
        var kind = happened.Kind == SupervisorEventKind.GaveUp ? "gave-up" : happened.Kind.ToString().ToLowerInvariant();
        var exit = happened.Exit is { } status ? " " + ProcLaunch.Lifecycle.DisplayText.Of(status) : "";
        return $"{kind}{(happened.Pid is { } pid ? $" {pid}" : "")}{exit}";
    }
}
