using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>Checks of the output of real services.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RunOutputTests : IAsyncDisposable
{
    private readonly Workspace workspace = new();
    private readonly ProbeWorld world;

    public RunOutputTests() => world = new ProbeWorld(workspace);

    [Test]
    public async Task A_line_that_was_written_before_anybody_looked_counts()
    {
        var definition = Service("echo listening on 80 >&2; echo > written; exec sleep 1000");
        var (run, service) = await world.Launch(definition);
        await Eventually.Holds(() => File.Exists(workspace.PathOf("written")), "it was written");

        world.Perform(new Effect.AwaitReady(run, definition, service));

        await Ready(run);
    }

    [Test]
    public async Task A_line_of_an_earlier_run_does_not_count()
    {
        var definition = Service("echo listening on 80; exec sleep 1000");
        var (first, _) = await world.Begin(definition);
        await Ready(first);
        await world.End(first);
        workspace.Fifo("gate");

        var (second, _) = await world.Begin(Service("echo starting; read x < gate; echo listening on 81; exec sleep 1000"));
        (await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(second)).Reason.Should().Be("no line of its output matched \"^listening on [0-9]+$\"");
        await Workspace.Release(workspace.PathOf("gate"));

        await world.Events.NextAsync<ProfileEvent.BecameReady>(second);
    }

    [Test]
    public async Task A_line_counts_though_the_log_was_rotated_and_each_line_has_its_time()
    {
        var definition = Service("seq 1 2000; echo listening on 80; seq 1 2000; echo > written; exec sleep 1000") with
        {
            Log = new LogSettings { MaxSize = 4096, MaxFiles = 100, Timestamps = true },
        };
        var (run, service) = await world.Launch(definition);
        await Eventually.Holds(() => File.Exists(workspace.PathOf("written")) && File.Exists(workspace.PathOf("state/log/web.log.3")), "all was written");

        world.Perform(new Effect.AwaitReady(run, definition, service));

        await Ready(run);
    }

    [Test]
    public async Task A_line_that_has_not_ended_does_not_count_yet()
    {
        workspace.Fifo("gate");
        var (run, _) = await world.Begin(Service("printf 'listening on 8'; read x < gate; echo 0; exec sleep 1000"));
        await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(run);

        await Workspace.Release(workspace.PathOf("gate"));

        await world.Events.NextAsync<ProfileEvent.BecameReady>(run);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        workspace.Dispose();
    }

    private async Task Ready(long run) => await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);

    private ProfileDefinition Service(string script) => world.Shell(script) with
    {
        Ready = ReadyWhen.Log("^listening on [0-9]+$"),
        ReadyInterval = TimeSpan.FromMilliseconds(5),
    };
}
