namespace ProcLaunch.Lifecycle;

/// <summary>What the others, and what is wanted, allow a profile at a moment.</summary>
/// <param name="MayStart">It is wanted and can be started, and what it depends on is as it needs it. Its restart delay may not be over yet.</param>
/// <param name="MustStop">It is to be stopped, and nothing is left that has to go first.</param>
/// <param name="Waiting">What it waits for before it can be started; null when nothing.</param>
internal readonly record struct Permissions(bool MayStart, bool MustStop, DependencyWait? Waiting)
{
    /// <param name="ending">Everything is being stopped.</param>
    public static Permissions Of(Profile profile, DependencyOrder order, bool ending)
    {
        if (profile.State is ProfileState.Starting or ProfileState.Running)
            return new(false, (ending || profile.Record.StopDue) && order.IsFreeToStop(profile, ending), null);
        if (ending || profile is not { Situation: Situation.Stopped stopped, IsWanted: true })
            return default;
        var waiting = order.WaitingOf(profile);
        // What ran already is restarted by its last good definition.
        var isMistaken = profile.OrderMistake is not null && stopped.Why != StopReason.Restart;
        return new(waiting is null && !isMistaken && profile.Startable, false, waiting);
    }
}
