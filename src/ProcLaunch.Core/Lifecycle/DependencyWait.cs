namespace ProcLaunch.Lifecycle;

/// <summary>A profile is not started yet because of another one.</summary>
/// <param name="For">The other profile.</param>
/// <param name="Condition">What is waited for.</param>
/// <param name="State">What state the other is in.</param>
/// <param name="StopsFirst">The other was asked to stop, or to restart, and that comes first.</param>
/// <param name="Hopeless">The other will not come there by itself.</param>
internal sealed record DependencyWait(string For, DependencyCondition Condition, ProfileState State, bool StopsFirst, bool Hopeless)
{
    public override string ToString() =>
        $"it waits for {For} to be {Condition.ToString().ToLowerInvariant()}, which is {State.ToString().ToLowerInvariant()}"
        + (StopsFirst && State != ProfileState.Stopping ? " and is to be stopped first" : "")
        + (Hopeless ? " and is not started by itself" : "");
}
