using Stateless;
using static ProcLaunch.ProfileState;
using Machine = Stateless.StateMachine<ProcLaunch.ProfileState, ProcLaunch.Lifecycle.ProfileTrigger>;

namespace ProcLaunch.Lifecycle;

/// <summary>
/// The life of a profile: every state's answer to every event, and nothing else. One machine serves all profiles, whose situations are
/// stored outside it; its guards look and its actions append effects, neither performs anything.
/// </summary>
internal sealed class ProfileLifecycle
{
    private readonly Machine machine;
    private readonly StartActions starts;
    private readonly ReadingActions readings;
    private readonly RecoveryActions recovery;
    private readonly RunEnds ends;
    private readonly LifecycleEvents on;

    /// <summary>How the declaration describes an event that the state does not expect.</summary>
    public const string Unexpected = "unexpected";

    private static readonly ProfileTrigger[] NewsOfARun =
    [
        ProfileTrigger.Launched, ProfileTrigger.LaunchFailed, ProfileTrigger.DaemonFound, ProfileTrigger.PidFileRefused, ProfileTrigger.LauncherEnded,
        ProfileTrigger.ServiceEnded, ProfileTrigger.RunVanished, ProfileTrigger.BecameReady, ProfileTrigger.FoundNotReady, ProfileTrigger.FoundUnhealthy,
        ProfileTrigger.StatusTold, ProfileTrigger.StoppingTold, ProfileTrigger.MoreTimeAsked, ProfileTrigger.MainProcessTold,
    ];

    // What the machine asks of its storage has no parameter: this is the profile that is being handled.
    private Profile? current;
    private ProfileState entering;

    public ProfileLifecycle(Func<string> newInstance, Func<double> random)
    {
        var runs = new RunNumbers(newInstance);
        ends = new RunEnds(random);
        starts = new StartActions(runs);
        readings = new ReadingActions(runs);
        recovery = new RecoveryActions(runs, ends);
        machine = new(() => current?.State ?? Stopped, state => entering = state, FiringMode.Immediate);
        machine.OnTransitioned(Enter);
        on = new LifecycleEvents(machine);
        ConfigureStopped();
        ConfigureStarting();
        ConfigureRunning();
        ConfigureStopping();
    }

    /// <summary>The declaration, for those who print or check it.</summary>
    public Stateless.Reflection.StateMachineInfo Declaration => machine.GetInfo();

    /// <summary>The kinds of events that it answers.</summary>
    public IEnumerable<Type> Events => on.Kinds;

    /// <exception cref="InvalidOperationException">The state has no answer, or two, or an action left another state than declared: a bug.</exception>
    public void Fire(EventContext context, ProfileEvent happened)
    {
        (current, entering) = (context.Profile, context.Profile.State);
        machine.Fire(on.TriggerOf(happened), context, happened);
        if (current.State != entering)
            throw new InvalidOperationException($"{happened.GetType().Name} led to {entering}, but the situation is {current.State}");
    }

    private void ConfigureStopped() => NotExpected(IsAskedFor(machine.Configure(Stopped))
        .OnEntryFrom(on.LaunchFailed, (context, _) => StopActions.Release(context))
        .OnEntryFrom(on.ServiceEnded, (context, _) => StopActions.Release(context))
        .OnEntryFrom(on.RunVanished, (context, _) => StopActions.Release(context))
        .PermitIf(on.WasRead, Running, ReadingActions.Adopts, "names a daemon that runs")
        .InternalTransitionIf(on.WasRead, Not<ProfileEvent.WasRead>(ReadingActions.Adopts), (context, read, _) => ReadingActions.Take(context, read), "names none")
        .InternalTransition(on.Disappeared, (context, _, _) => ReadingActions.Disappear(context))
        .Ignore(ProfileTrigger.ReloadRequested)
        .Ignore(ProfileTrigger.SignalRequested)
        .InternalTransitionIf(on.WasRecovered, LeadsTo(Stopped), (context, recovered, _) => RecoveryActions.Rest(context, recovered), "nothing is alive")
        .PermitIf(on.WasRecovered, Starting, LeadsTo(Starting), "a launcher is alive")
        .PermitIf(on.WasRecovered, Running, LeadsTo(Running), "the service is alive")
        .PermitIf(on.WasRecovered, Stopping, LeadsTo(Stopping), "something else is, or it was stopping")
        .Permit(ProfileTrigger.StartPermitted, Starting)
        .Ignore(ProfileTrigger.DeadlinePassed)
        .InternalTransition(on.TroubleMet, (context, trouble, _) => Announce(context, trouble)),
        [ProfileTrigger.StopPermitted, .. NewsOfARun]);

    private void ConfigureStarting() => NotExpected(TellsOfItself(IsAskedFor(machine.Configure(Starting))
        .OnEntryFrom(on.StartPermitted, (context, _) => starts.Launch(context))
        .OnEntryFrom(on.WasRecovered, (context, recovered) => recovery.Await(context, recovered))
        .OnExit(transition => ends.LeaveStarting(ContextOf(transition), EventOf(transition)))
        .PermitIf(on.WasRead, Stopping, ReadingActions.Replaces, "changed")
        .InternalTransitionIf(on.WasRead, Not<ProfileEvent.WasRead>(ReadingActions.Replaces), (context, read, _) => ReadingActions.TakeWhileStarting(context, read), "goes on")
        .Permit(ProfileTrigger.Disappeared, Stopping)
        .InternalTransition(on.ReloadRequested, (context, _, _) => StartActions.ReloadOnceRunning(context))
        .InternalTransitionIf(on.SignalRequested, HasService, (context, requested, _) => RequestActions.Send(context, requested), "there is a service")
        .IgnoreIf(on.SignalRequested, Not<ProfileEvent.SignalRequested>(HasService), "there is none")
        .Permit(ProfileTrigger.StopPermitted, Stopping)
        .Permit(ProfileTrigger.DeadlinePassed, Stopping)
        .PermitIf(on.Launched, Running, IsServiceAtOnce, "is the service")
        .InternalTransitionIf(on.Launched, Not<ProfileEvent.Launched>(IsServiceAtOnce), (context, news, _) => StartActions.NoteLaunch(context, news), "is not, or not known to be ready")
        .Permit(ProfileTrigger.LaunchFailed, Stopped)
        .PermitIf(on.DaemonFound, Running, IsReadyAtOnce, "needs no check")
        .InternalTransitionIf(on.DaemonFound, Not<ProfileEvent.DaemonFound>(IsReadyAtOnce), (context, found, _) => StartActions.NoteDaemon(context, found), "has to be ready")
        .InternalTransition(on.PidFileRefused, (context, refused, _) => Announce(context, refused))
        .PermitIf(on.LauncherEnded, Stopping, FailedToLaunch, "failed, and no daemon is known")
        .InternalTransitionIf(on.LauncherEnded, Not<ProfileEvent.LauncherEnded>(FailedToLaunch), (context, ended, _) => StartActions.NoteLauncherEnd(context, ended), "otherwise")
        .PermitIf(on.ServiceEnded, Stopped, LeftNothing, "left nothing")
        .PermitIf(on.ServiceEnded, Stopping, LeftSomething, "left something")
        .Permit(ProfileTrigger.RunVanished, Stopped)
        .PermitIf(on.BecameReady, Running, HasService, "there is a service")
        .IgnoreIf(on.BecameReady, Not<ProfileEvent.BecameReady>(HasService), "there is none")
        .InternalTransition(on.FoundNotReady, (context, found, _) => context.Profile.NotReadyBecause = found.Reason)
        .Ignore(ProfileTrigger.FoundUnhealthy)
        .InternalTransition(on.MoreTimeAsked, (context, asked, _) => StartActions.GiveMoreTime(context, asked))),
        ProfileTrigger.WasRecovered, ProfileTrigger.StartPermitted);

    private void ConfigureRunning() => NotExpected(TellsOfItself(IsAskedFor(machine.Configure(Running))
        .OnEntryFrom(on.Launched, (context, news) => StartActions.ConfirmLaunched(context, news))
        .OnEntryFrom(on.DaemonFound, (context, found) => StartActions.ConfirmDaemon(context, found))
        .OnEntryFrom(on.BecameReady, (context, _) => StartActions.ConfirmReady(context))
        .OnEntryFrom(on.WasRead, (context, read) => readings.TakeAndAdopt(context, read))
        .OnEntryFrom(on.WasRecovered, (context, recovered) => recovery.TakeOver(context, recovered))
        .OnExit(transition => ends.LeaveRunning(ContextOf(transition), EventOf(transition)))
        .PermitIf(on.WasRead, Stopping, ReadingActions.Replaces, "changed")
        .InternalTransitionIf(on.WasRead, Not<ProfileEvent.WasRead>(ReadingActions.Replaces), (context, read, _) => ReadingActions.TakeWhileRunning(context, read), "goes on")
        .Permit(ProfileTrigger.Disappeared, Stopping)
        .InternalTransition(on.ReloadRequested, (context, _, _) => StartActions.Reload(context))
        .InternalTransition(on.SignalRequested, (context, requested, _) => RequestActions.Send(context, requested))
        .Permit(ProfileTrigger.StopPermitted, Stopping)
        .Ignore(ProfileTrigger.DeadlinePassed)
        .Ignore(ProfileTrigger.Launched)
        .InternalTransition(on.DaemonFound, (context, found, _) => StartActions.FollowService(context, found))
        .InternalTransition(on.PidFileRefused, (context, refused, _) => Announce(context, refused))
        .InternalTransition(on.LauncherEnded, (context, ended, _) => StartActions.NoteLauncherEnd(context, ended))
        .PermitIf(on.ServiceEnded, Stopped, LeftNothing, "left nothing")
        .PermitIf(on.ServiceEnded, Stopping, LeftSomething, "left something")
        .Permit(ProfileTrigger.RunVanished, Stopped)
        .Ignore(ProfileTrigger.BecameReady)
        .Ignore(ProfileTrigger.FoundNotReady)
        .Permit(ProfileTrigger.FoundUnhealthy, Stopping)
        .Ignore(ProfileTrigger.MoreTimeAsked)),
        ProfileTrigger.WasRecovered, ProfileTrigger.StartPermitted, ProfileTrigger.LaunchFailed);

    private void ConfigureStopping() => NotExpected(TellsOfItself(IsAskedFor(machine.Configure(Stopping))
        .OnEntryFrom(on.WasRead, (context, read) => { ReadingActions.Take(context, read); StopActions.Begin(context); })
        .OnEntryFrom(on.Disappeared, (context, _) => { ReadingActions.Disappear(context); StopActions.Begin(context); })
        .OnEntryFrom(on.StopPermitted, (context, _) => StopActions.Begin(context))
        .OnEntryFrom(on.FoundUnhealthy, (context, _) => StopActions.Begin(context))
        .OnEntryFrom(on.DeadlinePassed, (context, _) => StopActions.BeginAfterFailedStart(context))
        .OnEntryFrom(on.LauncherEnded, (context, _) => StopActions.BeginWithRemains(context))
        .OnEntryFrom(on.ServiceEnded, (context, _) => StopActions.BeginWithRemains(context))
        .OnEntryFrom(on.WasRecovered, (context, recovered) => recovery.Stop(context, recovered))
        .OnExit(transition => RunEnds.LeaveStopping(ContextOf(transition), EventOf(transition)))
        .InternalTransition(on.WasRead, (context, read, _) => ReadingActions.Take(context, read))
        .IgnoreIf(on.Disappeared, IsGone, "known")
        .InternalTransitionIf(on.Disappeared, Not<ProfileEvent.Disappeared>(IsGone), (context, _, _) => ReadingActions.Disappear(context), "not known")
        .Ignore(ProfileTrigger.ReloadRequested)
        .InternalTransitionIf(on.SignalRequested, HasService, (context, requested, _) => RequestActions.Send(context, requested), "there is a service")
        .IgnoreIf(on.SignalRequested, Not<ProfileEvent.SignalRequested>(HasService), "there is none")
        .InternalTransition(on.DeadlinePassed, (context, _, _) => StopActions.LookAndEscalate(context))
        .InternalTransition(on.Launched, (context, news, _) => StopActions.NoteLaunch(context, news))
        .Permit(ProfileTrigger.LaunchFailed, Stopped)
        .InternalTransition(on.DaemonFound, (context, found, _) => StopActions.NoteService(context, found))
        .InternalTransition(on.PidFileRefused, (context, refused, _) => Announce(context, refused))
        .InternalTransition(on.LauncherEnded, (context, ended, _) => StopActions.NoteLauncherEnd(context, ended))
        .PermitIf(on.ServiceEnded, Stopped, LeftNothing, "left nothing")
        .InternalTransitionIf(on.ServiceEnded, LeftSomething, (context, ended, _) => StopActions.NoteServiceEnd(context, ended), "left something")
        .Permit(ProfileTrigger.RunVanished, Stopped)
        .Ignore(ProfileTrigger.BecameReady)
        .Ignore(ProfileTrigger.FoundNotReady)
        .Ignore(ProfileTrigger.FoundUnhealthy)
        .InternalTransition(on.MoreTimeAsked, (context, asked, _) => StopActions.GiveMoreTime(context, asked))),
        ProfileTrigger.WasRecovered, ProfileTrigger.StartPermitted, ProfileTrigger.StopPermitted);

    /// <summary>What people ask for is noted in every state; what follows is up to the fleet.</summary>
    private Machine.StateConfiguration IsAskedFor(Machine.StateConfiguration state) => state
        .InternalTransition(on.StartRequested, (context, _, _) => RequestActions.WantStart(context))
        .InternalTransition(on.StopRequested, (context, _, _) => RequestActions.WantStop(context))
        .InternalTransition(on.RestartRequested, (context, _, _) => RequestActions.WantRestart(context));

    /// <summary>What a service says of itself is noted as long as it is alive.</summary>
    private Machine.StateConfiguration TellsOfItself(Machine.StateConfiguration state) => state
        .InternalTransition(on.StatusTold, (context, told, _) => context.Profile.StatusText = told.Text.Length > 0 ? told.Text : null)
        .InternalTransition(on.StoppingTold, (context, _, _) => context.Profile.StatusText ??= "it is stopping by itself")
        .IgnoreIf(on.MainProcessTold, IsKnownService, "is the service already")
        .InternalTransitionIf(on.MainProcessTold, Not<ProfileEvent.MainProcessTold>(IsKnownService), (context, told, _) => context.Do(new Effect.Follow(told.Run, told.Service)), "is another process")
        .InternalTransition(on.TroubleMet, (context, trouble, _) => Announce(context, trouble));

    /// <summary>A bug that shows in the log, never a second process.</summary>
    private static void NotExpected(Machine.StateConfiguration state, params ReadOnlySpan<ProfileTrigger> unexpected)
    {
        foreach (var trigger in unexpected)
            state.InternalTransitionIf(trigger, static _ => true, transition => ContextOf(transition).Announce(new Notice.Unexpected(transition.Source, transition.Trigger)), Unexpected);
    }

    private void Enter(Machine.Transition transition)
    {
        var context = ContextOf(transition);
        var profile = context.Profile;
        profile.Record = profile.Record with { Since = context.Now.Wall };
        if (transition.Destination is Stopping or Stopped && profile.Run is { Definition: { Ready: not null } or { Health: not null } } run)
            context.Do(new Effect.EndProbes(run.Number));
    }

    private static EventContext ContextOf(Machine.Transition transition) => (EventContext)transition.Parameters[0];

    private static ProfileEvent EventOf(Machine.Transition transition) => (ProfileEvent)transition.Parameters[1];

    private static void Announce(EventContext context, ProfileEvent.TroubleMet trouble) => context.Announce(new Notice.Trouble(trouble.What));

    private static void Announce(EventContext context, ProfileEvent.PidFileRefused refused) => context.Announce(new Notice.PidFileRefused(refused.Reason));

    private static Func<EventContext, TEvent, bool> Not<TEvent>(Func<EventContext, TEvent, bool> guard) => (context, happened) => !guard(context, happened);

    private static Func<EventContext, ProfileEvent.WasRecovered, bool> LeadsTo(ProfileState state) => (_, recovered) => RecoveryActions.StateOf(recovered) == state;

    private static bool HasService(EventContext context, ProfileEvent happened) => context.Run.Service is not null;

    private static bool IsGone(EventContext context, ProfileEvent happened) => context.Profile.Want == Want.Gone;

    private static bool IsServiceAtOnce(EventContext context, ProfileEvent.Launched launched) => context.Run is { IsDaemon: false, Definition.Ready: null };

    private static bool IsReadyAtOnce(EventContext context, ProfileEvent.DaemonFound found) => found.AlreadyRan || context.Run.Definition.Ready is null;

    private static bool FailedToLaunch(EventContext context, ProfileEvent.LauncherEnded ended) => context.Run.Service is null && !ended.Status.IsSuccess;

    private static bool LeftNothing(EventContext context, ProfileEvent.ServiceEnded ended) => !ended.LeftBehind;

    private static bool LeftSomething(EventContext context, ProfileEvent.ServiceEnded ended) => ended.LeftBehind;

    private static bool IsKnownService(EventContext context, ProfileEvent.MainProcessTold told) => context.Run.Service == told.Service;
}
