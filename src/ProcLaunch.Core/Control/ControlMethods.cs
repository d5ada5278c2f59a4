using System.Text.Json;
using ProcLaunch.Lifecycle;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>What can be asked of a supervisor over its socket: a fixed list of methods, each a client of <see cref="Supervisor"/>.</summary>
/// <param name="known">Completes when the supervisor has seen what there is; until then there is little to tell.</param>
internal sealed class ControlMethods(Supervisor supervisor, Task known, TimeProvider time)
{
    /// <summary>A file system that hangs must not silence the socket.</summary>
    private static readonly TimeSpan LongestBeginning = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly SemaphoreSlim measuring = new(1);
    private Task? begun;

    /// <exception cref="RpcException">It cannot be answered.</exception>
    public async Task<Reply> CallAsync(string method, JsonElement parameters, CancellationToken cancellationToken)
    {
        // Once for all: who asks later does not wait anew.
        begun ??= Task.WhenAny(known, Task.Delay(LongestBeginning, time));
        await begun.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return method switch
        {
            "status" => await StatusAsync(ParameterReader.Read(parameters, ControlJson.Default.StatusParameters, new()), cancellationToken).ConfigureAwait(false),
            "start" => await RequestAsync(parameters, RequestKind.Start, "running", cancellationToken).ConfigureAwait(false),
            "stop" => await RequestAsync(parameters, RequestKind.Stop, "stopped", cancellationToken).ConfigureAwait(false),
            "restart" => await RequestAsync(parameters, RequestKind.Restart, "running again", cancellationToken).ConfigureAwait(false),
            "reload" => await ReloadAsync(ParameterReader.Read(parameters, ControlJson.Default.NamesParameters, new())).ConfigureAwait(false),
            "signal" => await SignalAsync(ParameterReader.Read(parameters, ControlJson.Default.SignalParameters, new())).ConfigureAwait(false),
            "explain" => await ExplainAsync(ParameterReader.Read(parameters, ControlJson.Default.ExplainParameters, new())).ConfigureAwait(false),
            "events" => Events(ParameterReader.Read(parameters, ControlJson.Default.NoParameters, new())),
            "rescan" => await RescanAsync(ParameterReader.Read(parameters, ControlJson.Default.NoParameters, new())).ConfigureAwait(false),
            "shutdown" => Shutdown(ParameterReader.Read(parameters, ControlJson.Default.ShutdownParameters, new())),
            _ => throw new RpcException(ErrorCode.MethodNotFound, $"there is no method {method}: this supervisor is version {Reports.Version}"),
        };
    }

    public void Unsubscribe(Subscription subscription) => supervisor.Unsubscribe(subscription);

    private async Task<Reply> StatusAsync(StatusParameters asked, CancellationToken cancellationToken)
    {
        var profiles = asked.Names is { Count: > 0 } names ? Existing(names) : supervisor.Profiles;
        if (!asked.Usage)
            return new(Reports.Of(supervisor, profiles, usage: false), PlainJson.Types.StatusReport);
        // Measuring holds a thread for a while: many who ask at once must not hold all.
        await measuring.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new(Reports.Of(supervisor, profiles, usage: true), PlainJson.Types.StatusReport);
        }
        finally
        {
            measuring.Release();
        }
    }

    private async Task<Reply> RequestAsync(JsonElement parameters, RequestKind what, string goal, CancellationToken cancellationToken)
    {
        var asked = ParameterReader.Read(parameters, ControlJson.Default.ProfilesParameters, new());
        if (asked.All && asked.Names is not null)
            throw new RpcException(ErrorCode.InvalidParams, "give either names or all");
        var wait = asked.WaitSeconds is { } seconds ? Wait(seconds) : (TimeSpan?)null;
        string[] names = [.. (asked.All ? supervisor.Profiles : Existing(asked.Names)).Select(profile => profile.Name)];
        using var alarm = new CancellationTokenSource(wait ?? Timeout.InfiniteTimeSpan, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, alarm.Token);
        var requests = await supervisor.Requests.AskAsync(what, names, wait is not null, patience.Token).ConfigureAwait(false);
        var outcomes = await Task.WhenAll(names.Zip(requests, async (name, request) =>
        {
            try
            {
                return Reports.Of(name, await request.ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                return Reports.Of(name, new RequestOutcome(supervisor.Find(name), $"it was not {goal} within {DisplayText.Of(wait!.Value)}; the request stands"));
            }
        })).ConfigureAwait(false);
        return new(new RequestReports(outcomes), PlainJson.Types.RequestReports);
    }

    private async Task<Reply> ReloadAsync(NamesParameters asked) =>
        await ForEachAsync(asked.Names, supervisor.Requests.ReloadAsync).ConfigureAwait(false);

    private async Task<Reply> SignalAsync(SignalParameters asked)
    {
        if (!Signal.TryParse(asked.Signal, out var signal))
            throw new RpcException(ErrorCode.InvalidParams, asked.Signal is null ? "the parameter signal is missing" : $"{asked.Signal} is no signal");
        return await ForEachAsync(asked.Names, name => supervisor.Requests.SignalAsync(name, signal)).ConfigureAwait(false);
    }

    private async Task<Reply> ForEachAsync(IReadOnlyList<string>? names, Func<string, Task<RequestOutcome>> give)
    {
        var outcomes = await Task.WhenAll(Existing(names).Select(async profile =>
            Reports.Of(profile.Name, await give(profile.Name).ConfigureAwait(false)))).ConfigureAwait(false);
        return new(new RequestReports(outcomes), PlainJson.Types.RequestReports);
    }

    private async Task<Reply> ExplainAsync(ExplainParameters asked)
    {
        var name = asked.Name ?? throw new RpcException(ErrorCode.InvalidParams, "the parameter name is missing");
        var account = await supervisor.ExplainAsync(name).ConfigureAwait(false) ?? throw NoSuchProfile([name]);
        return new(Reports.Of(account), PlainJson.Types.ExplainReport);
    }

    private Reply Events(NoParameters _)
    {
        var subscription = supervisor.Subscribe();
        var profiles = Reports.Of(supervisor, subscription.Profiles, usage: false).Profiles;
        return new(new Snapshot(subscription.Number, profiles), PlainJson.Types.Snapshot) { Events = subscription };
    }

    private async Task<Reply> RescanAsync(NoParameters _)
    {
        await supervisor.RescanAsync().ConfigureAwait(false);
        return new(new EmptyResult(), PlainJson.Types.EmptyResult);
    }

    private Reply Shutdown(ShutdownParameters asked) =>
        new(new EmptyResult(), PlainJson.Types.EmptyResult) { Then = () => supervisor.RequestShutdown(asked.Leave) };

    private List<ProfileInfo> Existing(IReadOnlyList<string>? names)
    {
        if (names is not { Count: > 0 })
            throw new RpcException(ErrorCode.InvalidParams, "the parameter names is missing or empty");
        if (names.Contains(null!))
            throw new RpcException(ErrorCode.InvalidParams, "a name is a string, not null");
        var found = names.Distinct().Select(name => (Name: name, Profile: supervisor.Find(name))).ToList();
        var missing = found.Where(pair => pair.Profile is null).Select(pair => pair.Name).ToList();
        return missing.Count == 0 ? found.ConvertAll(pair => pair.Profile!) : throw NoSuchProfile(missing);
    }

    private static RpcException NoSuchProfile(IReadOnlyList<string> names) =>
        new(ErrorCode.NoSuchProfile, names.Count == 1 ? $"there is no profile {names[0]}" : $"there are no profiles {string.Join(", ", names)}");

    private static TimeSpan Wait(double seconds) => seconds >= 0
        ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
        : throw new RpcException(ErrorCode.InvalidParams, "waitSeconds is a number of seconds, 0 or more");
}
