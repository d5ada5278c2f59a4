using System.Diagnostics;
using System.Diagnostics.Metrics;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>
/// Measures what is told, for whoever listens: the meter and the activity source <c>ProcLaunch</c>. Nothing is measured, and nothing
/// allocated, where nobody does. Called by the loop alone, except for the gauge.
/// </summary>
internal sealed class Telemetry : IDisposable
{
    public const string Name = "ProcLaunch";

    private const string ProfileTag = "proclaunch.profile";

    private static readonly ActivitySource Activities = new(Name);

    private readonly Meter meter = new(Name);
    private readonly Counter<long> starts;
    private readonly Counter<long> exits;
    private readonly Counter<long> restarts;
    private readonly Histogram<double> timeToReady;
    private readonly Dictionary<string, Start> starting = new(StringComparer.Ordinal);

    /// <param name="profiles">All profiles now; called from whatever thread collects.</param>
    public Telemetry(Func<IReadOnlyList<ProfileInfo>> profiles)
    {
        starts = meter.CreateCounter<long>("proclaunch.starts", "{start}", "Launches of services, restarts included.");
        exits = meter.CreateCounter<long>("proclaunch.exits", "{exit}", "Ends of services, by reason: exit, signal, unknown, failed-start, unhealthy, stopped.");
        restarts = meter.CreateCounter<long>("proclaunch.restarts", "{restart}", "Restarts by policy.");
        timeToReady = meter.CreateHistogram<double>("proclaunch.time_to_ready", "s", "Time from a launch until the service runs and its readiness check has passed.");
        meter.CreateObservableGauge("proclaunch.profiles", () => Count(profiles()), "{profile}", "Profiles, by state.");
    }

    public void Note(string name, Notice notice, ClockReading now)
    {
        switch (notice)
        {
            case Notice.Starting { Again: var again }:
                Begin(name, again, now);
                break;
            case Notice.Running or Notice.Adopted:
                End(name, now, null);
                break;
            case Notice.StartFailed failed:
                exits.Add(1, Tag(name), new("reason", "failed-start"));
                End(name, now, failed.Reason);
                break;
            case Notice.Died died:
                exits.Add(1, Tag(name), new("reason", Reason(died.Status)));
                break;
            case Notice.Unhealthy:
                exits.Add(1, Tag(name), new("reason", "unhealthy"));
                break;
            case Notice.Stopped:
                exits.Add(1, Tag(name), new("reason", "stopped"));
                End(name, now, "stopped before it was confirmed");
                break;
            case Notice.Removed:
                starting.Remove(name);
                break;
        }
    }

    public void Dispose() => meter.Dispose();

    private void Begin(string name, bool again, ClockReading now)
    {
        starts.Add(1, Tag(name));
        if (again)
            restarts.Add(1, Tag(name));
        // A root of its own: what the loop happens to be called from has nothing to do with it.
        var activity = Activities.CreateActivity("start", ActivityKind.Internal, default(ActivityContext), [new(ProfileTag, name)]);
        activity?.SetStartTime(now.Wall.UtcDateTime).Start();
        Activity.Current = null;
        starting[name] = new Start(now.Monotonic, activity);
    }

    private void End(string name, ClockReading now, string? problem)
    {
        if (!starting.Remove(name, out var start))
            return;
        if (problem is null)
            timeToReady.Record((now.Monotonic - start.At).TotalSeconds, Tag(name));
        else
            start.Activity?.SetStatus(ActivityStatusCode.Error, problem);
        start.Activity?.SetEndTime(now.Wall.UtcDateTime).Dispose();
    }

    private static IEnumerable<Measurement<long>> Count(IReadOnlyList<ProfileInfo> profiles) =>
        Enum.GetValues<ProfileState>().Select(state => new Measurement<long>(profiles.Count(profile => profile.State == state), new KeyValuePair<string, object?>("state", DisplayText.Of(state))));

    private static KeyValuePair<string, object?> Tag(string name) => new(ProfileTag, name);

    private static string Reason(ExitStatus status) => status.Code is not null ? "exit" : status.Signal is not null ? "signal" : "unknown";

    private readonly record struct Start(TimeSpan At, Activity? Activity);
}
