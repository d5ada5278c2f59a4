using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What monitoring sees. Profiles have names of their own: other supervisors of this process are heard as well.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TelemetryTests : IDisposable
{
    private readonly string name = $"t{Guid.NewGuid():N}";
    private readonly Workspace workspace = new();
    private readonly MeterListener meters = new();
    private readonly ConcurrentQueue<string> measured = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));

    [SetUp]
    public void Listen()
    {
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ProcLaunch")
                listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, tags));
        meters.Start();
    }

    [Test]
    public async Task Starts_exits_and_restarts_are_counted_and_the_time_to_ready_measured()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(workspace.Definition(name, "/bin/sleep", "1000") with { Restart = RestartPolicy.Always });
        await web.StartAsync(patience.Token);
        await web.SignalAsync(Signal.Kill, patience.Token);
        await Eventually.Holds(() => measured.Count(line => line == "proclaunch.time_to_ready") == 2, "it runs again");
        await web.StopAsync(patience.Token);

        measured.Should().Equal(
            "proclaunch.starts", "proclaunch.time_to_ready",
            "proclaunch.exits signal",
            "proclaunch.starts", "proclaunch.restarts", "proclaunch.time_to_ready",
            "proclaunch.exits stopped");
    }

    [Test]
    public async Task Profiles_are_counted_by_state_as_long_as_their_supervisor_lives()
    {
        var states = new ConcurrentDictionary<string, long>();
        using var gauge = new MeterListener();
        gauge.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "proclaunch.profiles")
                listener.EnableMeasurementEvents(instrument);
        };
        gauge.SetMeasurementEventCallback<long>((_, value, tags, _) => states.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
        gauge.Start();
        var supervisor = new Supervisor();
        await supervisor.Add(workspace.Definition(name, "/bin/sleep", "1000")).StartAsync(patience.Token);

        gauge.RecordObservableInstruments();

        states["running"].Should().BePositive();
        await supervisor.DisposeAsync();
    }

    [Test]
    public async Task Each_start_is_a_span_that_ends_when_it_runs_or_fails()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProcLaunch",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("proclaunch.profile") == name)
                    spans.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(workspace.Definition(name, "/bin/sleep", "1000"));
        await web.StartAsync(patience.Token);
        supervisor.Add(workspace.Definition(name, "/no/such/program"));
        await web.WaitForAsync(ProfileState.Stopped, patience.Token);
        var start = () => web.StartAsync(patience.Token);
        await start.Should().ThrowAsync<ProfileStartException>();

        await Eventually.Holds(() => spans.Count >= 2, "both have ended");
        var first = spans.First();
        first.OperationName.Should().Be("start");
        first.Status.Should().Be(ActivityStatusCode.Unset);
        first.ParentId.Should().BeNull();
        spans.Last().Status.Should().Be(ActivityStatusCode.Error);
        spans.Last().StatusDescription.Should().Contain("/no/such/program");
    }

    public void Dispose()
    {
        meters.Dispose();
        patience.Dispose();
        workspace.Dispose();
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = instrument.Name;
        var mine = false;
        foreach (var (key, value) in tags)
        {
            mine |= key == "proclaunch.profile" && (string?)value == name;
            if (key == "reason")
                text += $" {value}";
        }
        if (mine)
            measured.Enqueue(text);
    }
}
