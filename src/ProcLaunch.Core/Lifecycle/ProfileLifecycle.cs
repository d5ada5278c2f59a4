using Stateless;
using static ProcLaunch.Lifecycle.ProfileTrigger;
using static ProcLaunch.ProfileState;

namespace ProcLaunch.Lifecycle;

/// <summary>
/// The life of a profile: every state's answer to every trigger, and nothing else. One machine serves all profiles, whose
/// states are stored outside it; its actions append effects and never perform them.
/// </summary>
internal sealed class ProfileLifecycle
{
    private readonly StateMachine<ProfileState, ProfileTrigger> machine;
    private readonly ProfileActions actions;
    private Step step = null!;

    public ProfileLifecycle(ProfileActions actions)
    {
        this.actions = actions;
        // The Stateless package asks for a state while it is made, before there is a profile.
        machine = new(() => step is null ? Stopped : step.Profile.State, state => step.Profile.State = state);
        machine.OnTransitioned(_ => actions.Enter(step));
        ConfigureStopped();
        ConfigureStarting();
        ConfigureRunning();
        ConfigureStopping();
    }

    public void Fire(Step step, ProfileTrigger trigger)
    {
        this.step = step;
        machine.Fire(trigger);
    }

    private void ConfigureStopped() => machine.Configure(Stopped)
        .OnEntry(transition => actions.Release(step, transition.Source))
        .Permit(Start, Starting)
        .Permit(FoundStarting, Starting)
        .Permit(FoundRunning, Running)
        .Permit(FoundStopping, Stopping)
        .Ignore(ProfileTrigger.Stop)
        .Ignore(Reload)
        .Ignore(TimedOut)
        .InternalTransition(Launched, Unexpected)
        .InternalTransition(LaunchFailed, Unexpected)
        .InternalTransition(Confirmed, Unexpected)
        .InternalTransition(Died, Unexpected)
        .InternalTransition(DiedLeaving, Unexpected)
        .InternalTransition(Vanished, Unexpected);

    private void ConfigureStarting() => machine.Configure(Starting)
        .OnEntryFrom(Start, () => actions.Launch(step))
        .OnEntryFrom(FoundStarting, () => actions.AwaitConfirmation(step))
        .InternalTransition(Launched, _ => actions.NoteLaunch(step))
        .Permit(Confirmed, Running)
        .Permit(LaunchFailed, Stopped)
        .Permit(Died, Stopped)
        .Permit(DiedLeaving, Stopping)
        .Permit(Vanished, Stopped)
        .Permit(ProfileTrigger.Stop, Stopping)
        .Permit(TimedOut, Stopping)
        .InternalTransition(Reload, _ => actions.ReloadLater(step))
        .Permit(FoundRunning, Running)
        .InternalTransition(Start, Unexpected)
        .InternalTransition(FoundStarting, Unexpected)
        .InternalTransition(FoundStopping, Unexpected);

    private void ConfigureRunning() => machine.Configure(Running)
        .OnEntryFrom(Confirmed, () => actions.NoteRunning(step))
        .OnEntryFrom(FoundRunning, () => actions.NoteAdopted(step))
        .InternalTransition(Confirmed, _ => actions.FollowService(step))
        .Permit(Died, Stopped)
        .Permit(DiedLeaving, Stopping)
        .Permit(Vanished, Stopped)
        .Permit(ProfileTrigger.Stop, Stopping)
        .InternalTransition(Reload, _ => actions.SendReload(step))
        .Ignore(Launched)
        .Ignore(TimedOut)
        .InternalTransition(LaunchFailed, Unexpected)
        .InternalTransition(Start, Unexpected)
        .InternalTransition(FoundStarting, Unexpected)
        .InternalTransition(FoundRunning, Unexpected)
        .InternalTransition(FoundStopping, Unexpected);

    private void ConfigureStopping() => machine.Configure(Stopping)
        .OnEntryFrom(ProfileTrigger.Stop, () => actions.BeginStop(step))
        .OnEntryFrom(TimedOut, () => actions.StopFailedStart(step))
        .OnEntryFrom(DiedLeaving, () => actions.StopRemains(step))
        .OnEntryFrom(FoundStopping, () => actions.GoOnStopping(step))
        .Permit(Died, Stopped)
        .Permit(Vanished, Stopped)
        .Permit(LaunchFailed, Stopped)
        .InternalTransition(Launched, _ => actions.StopLaunched(step))
        .InternalTransition(Confirmed, _ => actions.StopFoundDaemon(step))
        .InternalTransition(DiedLeaving, _ => actions.StopOthers(step))
        .InternalTransition(TimedOut, _ => actions.LookAndEscalate(step))
        .Ignore(ProfileTrigger.Stop)
        .Ignore(Reload)
        .InternalTransition(Start, Unexpected)
        .InternalTransition(FoundStarting, Unexpected)
        .InternalTransition(FoundRunning, Unexpected)
        .InternalTransition(FoundStopping, Unexpected);

    private void Unexpected(StateMachine<ProfileState, ProfileTrigger>.Transition transition) =>
        step.Announce(new Notice.Unexpected(transition.Source, transition.Trigger));
}
