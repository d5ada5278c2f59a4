using ProcLaunch.Profiles;

namespace ProcLaunch.Lifecycle;

/// <summary>Something that happened or was asked for; always in the past tense. What shall be done about it is an <see cref="Effect"/>.</summary>
/// <param name="Profile">The name of the profile it is about.</param>
internal abstract record ProfileEvent(string Profile)
{
    /// <summary>Its directory was read, for the first time or because something in it changed, or an app added it.</summary>
    /// <param name="Alive">A daemon that its pid file names and that passed all checks.</param>
    public sealed record WasRead(ProfileReading Reading, ProcessIdentity? Alive = null) : ProfileEvent(Reading.Name)
    {
        /// <summary>It was read some time ago: who stopped it by hand meanwhile knew of it, and is not overruled.</summary>
        public bool WasHeldBack { get; init; }
    }

    /// <summary>What it waited for is as it needs it, and it is wanted: the fleet says so after looking at all.</summary>
    public sealed record StartPermitted(string Profile) : ProfileEvent(Profile);

    /// <summary>It is to be stopped, and nothing is left that has to go first: the fleet says so after looking at all.</summary>
    public sealed record StopPermitted(string Profile) : ProfileEvent(Profile);

    /// <summary>The deadline of its state has passed.</summary>
    public sealed record DeadlinePassed(string Profile) : ProfileEvent(Profile);

    /// <summary>An environment file or a watched file of a profile that an app added is another than before.</summary>
    public sealed record FilesChanged(string Profile) : ProfileEvent(Profile);

    public sealed record Disappeared(string Profile) : ProfileEvent(Profile);

    public sealed record StartRequested(string Profile) : ProfileEvent(Profile);

    public sealed record StopRequested(string Profile) : ProfileEvent(Profile);

    public sealed record RestartRequested(string Profile) : ProfileEvent(Profile);

    public sealed record ReloadRequested(string Profile) : ProfileEvent(Profile);

    /// <summary>Its main process shall be sent a signal; nothing else changes.</summary>
    public sealed record SignalRequested(string Profile, Signal Signal) : ProfileEvent(Profile);

    /// <summary>A record of an earlier ProcLaunch, and what of it still runs.</summary>
    public sealed record WasRecovered(ProfileRecord Record, ProfileRemains Remains) : ProfileEvent(Record.Profile);

    /// <summary>News of a run; stale when it is no longer the profile's.</summary>
    public abstract record RunEvent(string Profile, long Run) : ProfileEvent(Profile);

    /// <summary>The exec succeeded.</summary>
    public sealed record Launched(string Profile, long Run, ProcessIdentity Process) : RunEvent(Profile, Run);

    public sealed record LaunchFailed(string Profile, long Run, string Reason) : RunEvent(Profile, Run);

    /// <summary>A daemon's pid file names a process that passed all checks, the first time or another than before; or a service named another of its processes.</summary>
    /// <param name="AlreadyRan">It was there before anything was launched.</param>
    public sealed record DaemonFound(string Profile, long Run, ProcessIdentity Service, bool AlreadyRan = false) : RunEvent(Profile, Run);

    /// <summary>A daemon's pid file names something that must not be believed.</summary>
    public sealed record PidFileRefused(string Profile, long Run, string Reason) : RunEvent(Profile, Run);

    /// <summary>The <c>run</c> of a daemon ended; the daemon itself may be alive, or not there yet.</summary>
    public sealed record LauncherEnded(string Profile, long Run, ExitStatus Status, bool LeftBehind) : RunEvent(Profile, Run);

    /// <summary>The service ended.</summary>
    /// <param name="LeftBehind">Other processes of its group have not.</param>
    public sealed record ServiceEnded(string Profile, long Run, ExitStatus Status, bool LeftBehind) : RunEvent(Profile, Run);

    /// <summary>What <see cref="ProfileDefinition.Ready"/> waits for holds. Told once per <see cref="Effect.AwaitReady"/>.</summary>
    public sealed record BecameReady(string Profile, long Run) : RunEvent(Profile, Run);

    /// <summary>An attempt of the readiness check failed; told only when the reason is another than before.</summary>
    public sealed record FoundNotReady(string Profile, long Run, string Reason) : RunEvent(Profile, Run);

    /// <summary>The health check failed too often in a row. Told once; the watch over its health has ended with it.</summary>
    /// <param name="Reason">Why the last attempt failed.</param>
    public sealed record FoundUnhealthy(string Profile, long Run, string Reason) : RunEvent(Profile, Run);

    /// <summary>The service told its state in words (<c>STATUS=</c> of sd_notify); empty to take it back.</summary>
    public sealed record StatusTold(string Profile, long Run, string Text) : RunEvent(Profile, Run);

    /// <summary>The service began to stop by itself (<c>STOPPING=1</c>).</summary>
    public sealed record StoppingTold(string Profile, long Run) : RunEvent(Profile, Run);

    /// <summary>The service needs longer for what it is doing (<c>EXTEND_TIMEOUT_USEC=</c>), counted from now.</summary>
    public sealed record MoreTimeAsked(string Profile, long Run, TimeSpan Time) : RunEvent(Profile, Run);

    /// <summary>Another process of the run is the service from now on (<c>MAINPID=</c>).</summary>
    public sealed record MainProcessTold(string Profile, long Run, ProcessIdentity Service) : RunEvent(Profile, Run);

    /// <summary>Nothing of the run is left.</summary>
    public sealed record RunVanished(string Profile, long Run) : RunEvent(Profile, Run);

    /// <summary>Something could not be done for a profile; supervision goes on.</summary>
    public sealed record TroubleMet(string Profile, string What) : ProfileEvent(Profile);

    /// <summary>Several shall be started, stopped or restarted, in the order of their dependencies. Names that no profile has are passed over.</summary>
    public sealed record SeveralRequested(RequestKind What, IReadOnlyList<string> Names) : ProfileEvent("");

    /// <summary>Everything that an earlier ProcLaunch left behind, to be known before anything is decided.</summary>
    public sealed record AllRecovered(IReadOnlyList<WasRecovered> Profiles) : ProfileEvent("");

    /// <summary>Everything shall be stopped, and nothing started any more.</summary>
    public sealed record StopAllRequested() : ProfileEvent("");
}
