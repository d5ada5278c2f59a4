using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// A record as JSON text. Of the definition only what it takes to go on with a service is kept: neither command nor
/// environment, which may hold secrets, are written.
/// </summary>
internal static class RecordFormat
{
    private const int Version = 1;

    // Records of a version that did not know readiness.
    private static readonly TimeSpan DefaultReadyInterval = new ProfileDefinition("any").ReadyInterval;

    public static string Write(ProfileRecord record) => JsonSerializer.Serialize(new StoredRecord
    {
        Format = Version,
        Boot = SystemClock.BootId,
        Profile = record.Profile,
        State = record.State.ToString(),
        Want = record.Want.ToString(),
        ByHand = record.ByHand,
        Stamp = record.Stamp,
        SwitchStamp = record.SwitchStamp,
        Instance = record.Instance,
        Launched = Text(record.Launched),
        Service = Text(record.Service),
        Since = record.Since,
        RunningSince = record.RunningSince,
        KillAt = record.KillAt,
        Failed = record.Failed,
        NotBefore = record.NotBefore,
        Failures = record.Failures,
        RestartTimes = [.. record.RestartTimes],
        Restarts = record.Restarts,
        ExitAt = record.LastExit?.At,
        ExitCode = record.LastExit?.Status.Code,
        ExitSignal = record.LastExit?.Status.Signal?.Number,
        Failure = record.Failure,
        Defined = record.Definition is not null,
        PidFile = record.Definition?.PidFile,
        StopSignal = record.Definition?.Stop.Signal.Number ?? 0,
        StopTimeout = record.Definition?.Stop.Timeout ?? default,
        StopScope = record.Definition?.Stop.Scope.ToString(),
        ReloadSignal = record.Definition?.ReloadSignal?.Number,
        Restart = record.Definition?.Restart,
        StartTimeout = record.Definition?.StartTimeout ?? default,
        WorkingDirectory = record.Definition?.WorkingDirectory,
        Ready = StoredCheck.Of(record.Definition?.Ready),
        ReadyInterval = record.Definition?.ReadyInterval,
        Health = StoredCheck.Of(record.Definition?.Health?.Check),
        HealthInterval = record.Definition?.Health?.Interval,
        HealthFailures = record.Definition?.Health?.Failures,
        HealthTimeout = record.Definition?.Health?.Timeout,
        Down = record.Definition?.Down ?? false,
        Log = record.Definition?.Log,
    }, StoredRecordContext.Default.StoredRecord);

    /// <returns>Null for a record of another format or boot, or of no sense.</returns>
    public static ProfileRecord? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoredRecordContext.Default.StoredRecord) is { Format: Version } stored && stored.Boot == SystemClock.BootId
                ? Restore(stored)
                : null;
        }
        catch (Exception)
        {
            // The checksum was right and yet it makes no sense: another program's. Void, in whatever way it is wrong.
            return null;
        }
    }

    private static ProfileRecord Restore(StoredRecord stored) => new()
    {
        Profile = stored.Profile,
        State = Enum.Parse<ProfileState>(stored.State),
        Want = Enum.Parse<Want>(stored.Want),
        ByHand = stored.ByHand,
        Definition = stored.Defined ? RestoreDefinition(stored) : null,
        Stamp = stored.Stamp,
        SwitchStamp = stored.SwitchStamp,
        Instance = stored.Instance,
        Launched = Identity(stored.Launched),
        Service = Identity(stored.Service),
        Since = stored.Since,
        RunningSince = stored.RunningSince,
        KillAt = stored.KillAt,
        Failed = stored.Failed,
        NotBefore = stored.NotBefore,
        Failures = stored.Failures,
        RestartTimes = [.. stored.RestartTimes],
        Restarts = stored.Restarts,
        LastExit = stored.ExitAt is { } at
            ? new ProfileExit(at, new ExitStatus(stored.ExitCode, stored.ExitSignal is { } signal ? new Signal(signal) : null))
            : null,
        Failure = stored.Failure,
    };

    private static ProfileDefinition RestoreDefinition(StoredRecord stored) => new(stored.Profile)
    {
        WorkingDirectory = stored.WorkingDirectory,
        PidFile = stored.PidFile,
        Stop = new StopSettings
        {
            Signal = new Signal(stored.StopSignal),
            Timeout = stored.StopTimeout,
            Scope = Enum.Parse<StopScope>(stored.StopScope ?? nameof(StopScope.Group)),
        },
        ReloadSignal = stored.ReloadSignal is { } reload ? new Signal(reload) : null,
        Restart = stored.Restart ?? RestartPolicy.Never,
        StartTimeout = stored.StartTimeout,
        Ready = stored.Ready?.Restore(),
        ReadyInterval = stored.ReadyInterval ?? DefaultReadyInterval,
        Health = stored.Health is { } health ? RestoreHealth(new HealthCheck(health.Restore()), stored) : null,
        Down = stored.Down,
        Log = stored.Log ?? LogSettings.Default,
    };

    private static HealthCheck RestoreHealth(HealthCheck health, StoredRecord stored) => health with
    {
        Interval = stored.HealthInterval ?? health.Interval,
        Failures = stored.HealthFailures ?? health.Failures,
        Timeout = stored.HealthTimeout ?? health.Timeout,
    };

    private static string? Text(ProcessIdentity? process) =>
        process is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Pid} {known.StartTicks}") : null;

    private static ProcessIdentity? Identity(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(' ');
        return new ProcessIdentity(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
