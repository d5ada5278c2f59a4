using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>Checks by a program, beside real services.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExecTests : IAsyncDisposable
{
    private readonly Workspace workspace = new();
    private readonly ProbeWorld world;

    public ExecTests() => world = new ProbeWorld(workspace);

    [Test]
    public async Task It_is_ready_when_the_program_exits_with_0()
    {
        var (run, _) = await world.Begin(Service(Check("test -e up")));
        (await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(run)).Reason.Should().Be("/bin/sh -c test -e up ended with exit code 1");

        workspace.Write("up", "");

        await world.Events.NextAsync<ProfileEvent.BecameReady>(run);
    }

    [Test]
    public async Task The_program_has_what_the_service_has()
    {
        const string look = "umask; nice; pwd; printenv GREETING PROCLAUNCH_INSTANCE; cut -d' ' -f6 /proc/$$/stat | grep -qx $$ && echo own session; readlink /proc/$$/fd/0";
        var service = Service(Check($"{{ {look}; }} > checked 2>&1")) with
        {
            Command = ["/bin/sh", "-c", $"{{ {look}; }} > served 2>&1; exec sleep 1000"],
            Environment = new Dictionary<string, string>(workspace.Environment) { ["GREETING"] = "hello" },
            Umask = 7,
            Nice = 5,
        };
        var (run, _) = await world.Begin(service);
        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);

        await Eventually.Holds(() => File.Exists(workspace.PathOf("served")) && File.ReadAllText(workspace.PathOf("served")).Contains("/dev/null", StringComparison.Ordinal), "the service has looked");
        File.ReadAllText(workspace.PathOf("checked")).Should().Be(File.ReadAllText(workspace.PathOf("served"))).And.Contain("own session");
    }

    [Test]
    public async Task What_the_program_writes_goes_into_the_log_of_the_service()
    {
        var (run, _) = await world.Begin(Service(Check("echo all is well; echo really >&2")));
        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);

        await Eventually.Holds(() => File.ReadAllText(workspace.PathOf("state/log/web.log")) == "all is well\nreally\n", "it is in the log");
    }

    [Test]
    public async Task As_root_the_program_runs_as_the_user_of_the_profile()
    {
        if (Libc.geteuid() != 0)
            Assert.Ignore("only root can change the user");
        var (run, _) = await world.Begin(Service(Check("test $(id -un) = nobody")) with { User = "nobody", WorkingDirectory = "/" });

        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);
    }

    [Test]
    public async Task A_program_that_is_not_there_is_the_reason()
    {
        var (run, _) = await world.Begin(Service(ReadyWhen.Exec("no-such-program")));

        (await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(run)).Reason.Should().StartWith("cannot execute no-such-program: not found in PATH");
    }

    [Test]
    public async Task A_program_that_takes_too_long_is_killed_with_its_children()
    {
        var (run, _) = await world.Launch(Service(Check("true")));
        using var patience = new CancellationTokenSource();
        var running = world.Bridge.ExecuteAsync(run, Service(Check("true")), ["/bin/sh", "-c", "sleep 1000 & echo $! > child; wait"], patience.Token);
        await Eventually.Holds(() => File.Exists(workspace.PathOf("child")) && File.ReadAllText(workspace.PathOf("child")).EndsWith('\n'), "it runs");
        workspace.Processes().Should().HaveCount(3);

        await patience.CancelAsync();

        await running.Invoking(running => running).Should().ThrowAsync<OperationCanceledException>();
        await Eventually.Holds(() => workspace.Processes().Count == 1, "the service alone is left");
    }

    [Test]
    public async Task What_a_program_leaves_behind_is_killed_when_it_ends()
    {
        var (run, _) = await world.Begin(Service(Check("sleep 1000 & exit 0")));
        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);

        await Eventually.Holds(() => workspace.Processes().Count == 1, "the service alone is left");
    }

    [Test]
    public async Task The_end_of_the_checks_ends_the_program_at_once()
    {
        var (run, _) = await world.Begin(Service(Check("echo > checking; exec sleep 1000")));
        await Eventually.Holds(() => File.Exists(workspace.PathOf("checking")), "it checks");

        world.Perform(new Effect.EndProbes(run));

        await Eventually.Holds(() => workspace.Processes().Count == 1, "the service alone is left");
        world.Events.ShouldBeEmpty();
    }

    [Test]
    public async Task A_program_of_a_check_does_not_count_as_left_behind_by_the_service()
    {
        var (run, service) = await world.Begin(Service(Check("echo > checking; exec sleep 1000")));
        await Eventually.Holds(() => File.Exists(workspace.PathOf("checking")), "it checks");

        world.Perform(new Effect.Send(run, Signal.Kill, SignalTarget.Everything));

        (await world.Events.NextAsync<ProfileEvent.ServiceEnded>(run)).LeftBehind.Should().BeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        workspace.Dispose();
    }

    private ProfileDefinition Service(ReadyWhen check) => world.Shell("exec sleep 1000") with { Ready = check, ReadyInterval = TimeSpan.FromMilliseconds(5) };

    private static ReadyWhen Check(string script) => ReadyWhen.Exec("/bin/sh", "-c", script);
}
