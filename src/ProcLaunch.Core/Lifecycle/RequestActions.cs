using static ProcLaunch.Lifecycle.Situation;

namespace ProcLaunch.Lifecycle;

/// <summary>What people ask for changes what is wanted; the state follows, in its turn.</summary>
internal static class RequestActions
{
    public static void WantStart(EventContext context) => Want(context, Lifecycle.Want.Up, stopDue: false);

    public static void WantStop(EventContext context) => Want(context, Lifecycle.Want.Down, stopDue: context.Profile.State != ProfileState.Stopped);

    /// <summary>What is stopped anyway is simply started.</summary>
    public static void WantRestart(EventContext context) => Want(context, Lifecycle.Want.Up, stopDue: context.Profile.State != ProfileState.Stopped);

    public static void Send(EventContext context, ProfileEvent.SignalRequested requested)
    {
        var run = context.Run;
        context.Announce(new Notice.Signalled(requested.Signal, run.Service!.Value.Pid));
        context.Do(new Effect.Send(run.Number, requested.Signal, SignalTarget.Service));
    }

    private static void Want(EventContext context, Want want, bool stopDue)
    {
        var profile = context.Profile;
        if (profile.Want == Lifecycle.Want.Gone)
            return;
        profile.Record = profile.Record with { Want = want, ByHand = true, StopDue = stopDue, History = RestartHistory.Clean };
        // What it waited for, and how it ended, does not count any more.
        var next = new Stopped(stopDue && want == Lifecycle.Want.Up ? StopReason.Restart : StopReason.Requested);
        profile.Situation = profile.Situation switch
        {
            Stopped => next,
            Stopping stopping => stopping with { Next = next },
            var alive => alive,
        };
    }
}
