using Machine = Stateless.StateMachine<ProcLaunch.ProfileState, ProcLaunch.Lifecycle.ProfileTrigger>;

namespace ProcLaunch.Lifecycle;

/// <summary>The events that the declaration of the lifecycle speaks of, each with what its guards and actions are given.</summary>
internal sealed class LifecycleEvents
{
    private readonly Dictionary<Type, Machine.TriggerWithParameters> byType = [];

    public LifecycleEvents(Machine machine)
    {
        WasRead = Declare<ProfileEvent.WasRead>(machine, ProfileTrigger.WasRead);
        Disappeared = Declare<ProfileEvent.Disappeared>(machine, ProfileTrigger.Disappeared);
        StartRequested = Declare<ProfileEvent.StartRequested>(machine, ProfileTrigger.StartRequested);
        StopRequested = Declare<ProfileEvent.StopRequested>(machine, ProfileTrigger.StopRequested);
        RestartRequested = Declare<ProfileEvent.RestartRequested>(machine, ProfileTrigger.RestartRequested);
        ReloadRequested = Declare<ProfileEvent.ReloadRequested>(machine, ProfileTrigger.ReloadRequested);
        SignalRequested = Declare<ProfileEvent.SignalRequested>(machine, ProfileTrigger.SignalRequested);
        WasRecovered = Declare<ProfileEvent.WasRecovered>(machine, ProfileTrigger.WasRecovered);
        StartPermitted = Declare<ProfileEvent.StartPermitted>(machine, ProfileTrigger.StartPermitted);
        StopPermitted = Declare<ProfileEvent.StopPermitted>(machine, ProfileTrigger.StopPermitted);
        DeadlinePassed = Declare<ProfileEvent.DeadlinePassed>(machine, ProfileTrigger.DeadlinePassed);
        Launched = Declare<ProfileEvent.Launched>(machine, ProfileTrigger.Launched);
        LaunchFailed = Declare<ProfileEvent.LaunchFailed>(machine, ProfileTrigger.LaunchFailed);
        DaemonFound = Declare<ProfileEvent.DaemonFound>(machine, ProfileTrigger.DaemonFound);
        PidFileRefused = Declare<ProfileEvent.PidFileRefused>(machine, ProfileTrigger.PidFileRefused);
        LauncherEnded = Declare<ProfileEvent.LauncherEnded>(machine, ProfileTrigger.LauncherEnded);
        ServiceEnded = Declare<ProfileEvent.ServiceEnded>(machine, ProfileTrigger.ServiceEnded);
        RunVanished = Declare<ProfileEvent.RunVanished>(machine, ProfileTrigger.RunVanished);
        BecameReady = Declare<ProfileEvent.BecameReady>(machine, ProfileTrigger.BecameReady);
        FoundNotReady = Declare<ProfileEvent.FoundNotReady>(machine, ProfileTrigger.FoundNotReady);
        FoundUnhealthy = Declare<ProfileEvent.FoundUnhealthy>(machine, ProfileTrigger.FoundUnhealthy);
        StatusTold = Declare<ProfileEvent.StatusTold>(machine, ProfileTrigger.StatusTold);
        StoppingTold = Declare<ProfileEvent.StoppingTold>(machine, ProfileTrigger.StoppingTold);
        MoreTimeAsked = Declare<ProfileEvent.MoreTimeAsked>(machine, ProfileTrigger.MoreTimeAsked);
        MainProcessTold = Declare<ProfileEvent.MainProcessTold>(machine, ProfileTrigger.MainProcessTold);
        TroubleMet = Declare<ProfileEvent.TroubleMet>(machine, ProfileTrigger.TroubleMet);
    }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.WasRead> WasRead { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.Disappeared> Disappeared { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StartRequested> StartRequested { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StopRequested> StopRequested { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.RestartRequested> RestartRequested { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.ReloadRequested> ReloadRequested { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.SignalRequested> SignalRequested { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.WasRecovered> WasRecovered { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StartPermitted> StartPermitted { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StopPermitted> StopPermitted { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.DeadlinePassed> DeadlinePassed { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.Launched> Launched { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.LaunchFailed> LaunchFailed { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.DaemonFound> DaemonFound { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.PidFileRefused> PidFileRefused { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.LauncherEnded> LauncherEnded { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.ServiceEnded> ServiceEnded { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.RunVanished> RunVanished { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.BecameReady> BecameReady { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.FoundNotReady> FoundNotReady { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.FoundUnhealthy> FoundUnhealthy { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StatusTold> StatusTold { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.StoppingTold> StoppingTold { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.MoreTimeAsked> MoreTimeAsked { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.MainProcessTold> MainProcessTold { get; }

    public Machine.TriggerWithParameters<EventContext, ProfileEvent.TroubleMet> TroubleMet { get; }

    /// <summary>The kinds of events that have a trigger.</summary>
    public IEnumerable<Type> Kinds => byType.Keys;

    public Machine.TriggerWithParameters TriggerOf(ProfileEvent happened) => byType[happened.GetType()];

    private Machine.TriggerWithParameters<EventContext, TEvent> Declare<TEvent>(Machine machine, ProfileTrigger trigger)
        where TEvent : ProfileEvent
    {
        var declared = machine.SetTriggerParameters<EventContext, TEvent>(trigger);
        byType.Add(typeof(TEvent), declared);
        return declared;
    }
}
