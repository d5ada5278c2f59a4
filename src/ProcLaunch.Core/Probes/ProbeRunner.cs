using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>
/// Tries the checks of runs, away from the loop and without a thread of its own, and tells what it finds. Where nothing is
/// checked it holds nothing.
/// </summary>
internal sealed class ProbeRunner(string stateDirectory, IProbeHost host, Action<ProfileEvent> tell, TimeProvider time) : IServiceProbes, IAsyncDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const int LongestAddress = 107; // unix(7)

    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(5);

    private readonly StatePaths paths = new(stateDirectory);
    private readonly ConcurrentDictionary<long, RunProbes> runs = [];
    private readonly Lazy<HttpMessageInvoker> http = new(HttpProbeClient.Open);

    /// <summary>Opens, before a run is launched, what it will tell of itself by.</summary>
    /// <param name="otherUser">It will run as another user, who cannot reach into the state directory.</param>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    public ServiceLinks Prepare(long run, string instance, ProfileDefinition definition, bool otherUser)
    {
        if (!Tells(definition))
            return ServiceLinks.None;
        PrivateDirectory.Ensure(paths.Notify);
        var probes = Of(run, definition);
        var variables = new Dictionary<string, string>();
        if (Notifies(definition))
        {
            var address = AddressOf(definition.Name, instance, otherUser);
            NotifyPipe.Remove(paths.NotifySocketOf(definition.Name));
            probes.Socket = new NotifySocket(definition.Name, run, address, host, tell);
            variables[SocketVariable] = address;
        }
        if (definition.Health is { Check: SystemdCheck } health)
            variables[WatchdogVariable] = health.Interval.TotalMicroseconds.ToString("0", CultureInfo.InvariantCulture);
        if (definition.Ready is not DescriptorCheck descriptor)
            return new ServiceLinks(variables, null, null);
        probes.Pipe = NotifyPipe.Make(paths.NotifyPipeOf(definition.Name));
        return new ServiceLinks(variables, descriptor.Number, paths.NotifyPipeOf(definition.Name));
    }

    /// <summary>Listens again to a run that an earlier ProcLaunch launched.</summary>
    public void Resume(long run, ProfileDefinition definition, ProcessIdentity process)
    {
        if (!Tells(definition))
            return;
        var probes = Of(run, definition);
        try
        {
            PrivateDirectory.Ensure(paths.Notify);
            if (Notifies(definition) && host.VariableOf(process, SocketVariable) is { } address)
            {
                if (!address.StartsWith('@'))
                    NotifyPipe.Remove(address);
                probes.Socket = new NotifySocket(definition.Name, run, address, host, tell);
            }
            if (definition.Ready is DescriptorCheck)
                probes.Pipe = NotifyPipe.Open(paths.NotifyPipeOf(definition.Name));
        }
        catch (IOException e)
        {
            tell(new ProfileEvent.TroubleMet(definition.Name, $"what it tells of itself is not heard: {e.Message}"));
        }
    }

    public void AwaitReady(long run, ProfileDefinition definition)
    {
        if (definition.Ready is { } check)
            Of(run, definition).Begin((probes, token) => AwaitReadyAsync(run, definition, ProbeOf(check, run, definition, probes), token));
    }

    public void WatchHealth(long run, ProfileDefinition definition)
    {
        if (definition.Health is { } health)
            Of(run, definition).Begin((probes, token) => WatchHealthAsync(run, definition, health, probes, token));
    }

    /// <summary>Ends the attempts of a run; it is still listened to.</summary>
    public void End(long run)
    {
        if (runs.TryGetValue(run, out var probes))
            probes.EndAttempts();
    }

    /// <summary>Forgets a run that is over.</summary>
    public void Release(long run)
    {
        if (!runs.TryRemove(run, out var probes))
            return;
        probes.Dispose();
        if (probes.Pipe is not null)
            NotifyPipe.Remove(paths.NotifyPipeOf(probes.Profile));
    }

    /// <summary>Ends everything; what runs may be listened to by the next ProcLaunch.</summary>
    public async ValueTask DisposeAsync()
    {
        var all = runs.Values.ToArray();
        foreach (var probes in all)
            probes.Dispose();
        await Task.WhenAll(all.Select(probes => probes.WhenQuiet())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (http.IsValueCreated)
            http.Value.Dispose();
    }

    private static bool Notifies(ProfileDefinition definition) => definition.Ready is SystemdCheck || definition.Health is { Check: SystemdCheck };

    private static bool Tells(ProfileDefinition definition) => Notifies(definition) || definition.Ready is DescriptorCheck;

    private RunProbes Of(long run, ProfileDefinition definition) => runs.GetOrAdd(run, static (_, name) => new RunProbes(name), definition.Name);

    /// <summary>In the state directory, which nobody else enters; where it cannot be there, a name that the next ProcLaunch finds in the service's environment.</summary>
    private string AddressOf(string profile, string instance, bool otherUser) =>
        !otherUser && Encoding.UTF8.GetByteCount(paths.NotifySocketOf(profile)) <= LongestAddress
            ? paths.NotifySocketOf(profile)
            : $"@proclaunch-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instance)).AsSpan(0, 16))}";

    private async Task AwaitReadyAsync(long run, ProfileDefinition definition, Probe check, CancellationToken cancellationToken)
    {
        using var probe = check;
        string? told = null;
        while (await probe.AttemptAsync(AttemptLimit, time, cancellationToken).ConfigureAwait(false) is { } reason)
        {
            if (reason != told)
                tell(new ProfileEvent.FoundNotReady(definition.Name, run, told = reason));
            await Task.Delay(definition.ReadyInterval, time, cancellationToken).ConfigureAwait(false);
        }
        tell(new ProfileEvent.BecameReady(definition.Name, run));
    }

    private async Task WatchHealthAsync(long run, ProfileDefinition definition, HealthCheck health, RunProbes probes, CancellationToken cancellationToken)
    {
        var watchdog = health.Check is SystemdCheck;
        // One that was adopted and cannot be heard must not be stopped for its silence.
        if (watchdog && probes.Socket is null)
            return;
        using var probe = watchdog ? new WatchdogProbe(probes.Socket!) : ProbeOf(health.Check, run, definition, probes);
        // The watchdog waits by itself: it must be heard once in each interval.
        var (pause, limit) = watchdog ? (TimeSpan.Zero, health.Interval) : (health.Interval, health.Timeout);
        for (var failures = 0; ;)
        {
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            var reason = await probe.AttemptAsync(limit, time, cancellationToken).ConfigureAwait(false);
            failures = reason is null ? 0 : failures + 1;
            if (failures < health.Failures)
                continue;
            tell(new ProfileEvent.FoundUnhealthy(definition.Name, run, reason!));
            return;
        }
    }

    private Probe ProbeOf(ReadyWhen check, long run, ProfileDefinition definition, RunProbes probes) => check.At(AbsolutePath.Of(definition.WorkingDirectory ?? ".")) switch
    {
        TcpCheck tcp => new TcpProbe(tcp),
        UnixCheck unix => new UnixProbe(unix.Path),
        HttpCheck web => new HttpProbe(web, http.Value),
        LogCheck log => new LogProbe(log, () => host.OutputOf(definition)),
        FileCheck file => new FileProbe(file.Path),
        ExecCheck exec => new ExecProbe(exec.Command, (command, token) => host.ExecuteAsync(run, definition, command, token)),
        DelegateCheck own => new DelegateProbe(own.Check),
        CombinedCheck several => Together(several.Every, [.. several.Checks.Select(part => ProbeOf(part, run, definition, probes))]),
        SystemdCheck => probes.Socket is { } socket ? new ReadinessProbe(socket) : new DeafProbe(),
        DescriptorCheck descriptor => probes.Pipe is { } pipe ? new DescriptorProbe(descriptor, pipe) : new DeafProbe(),
        var unknown => throw new InvalidOperationException($"nobody knows how to try {unknown.GetType().Name}"),
    };

    private static Probe Together(bool every, Probe[] parts) => every ? new EveryProbe(parts) : new AnyProbe(parts);
}
