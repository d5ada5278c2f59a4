using ProcLaunch.Lifecycle;
using ProcLaunch.Probes;
using static ProcLaunch.Lifecycle.ProfileEvent;

namespace ProcLaunch.Testing;

/// <summary>Checks that hold after a while, or never, or no more.</summary>
internal sealed class FakeProbes(FakeWorld world, Action<ProfileEvent> tell) : IServiceProbes
{
    // What was begun for a run is void once it was ended or begun anew.
    private readonly Dictionary<long, int> begun = [];

    public ServiceLinks Prepare(long run, string instance, ProfileDefinition definition, bool otherUser) => ServiceLinks.None;

    public void Resume(long run, ProfileDefinition definition, ProcessIdentity process)
    {
    }

    public void AwaitReady(long run, ProfileDefinition definition)
    {
        var round = Begin(run);
        if (world.Chance(0.3))
            Later(run, round, world.Within(5), new FoundNotReady(definition.Name, run, "nothing listens"));
        if (world.IsKind || world.Chance(0.8))
            Later(run, round, world.Within(8), new BecameReady(definition.Name, run));
    }

    public void WatchHealth(long run, ProfileDefinition definition)
    {
        var round = Begin(run);
        if (!world.IsKind && world.Chance(0.3))
            Later(run, round, world.Within(60), new FoundUnhealthy(definition.Name, run, "it does not answer"));
    }

    public void End(long run) => begun.Remove(run);

    public void Release(long run) => begun.Remove(run);

    private int Begin(long run) => begun[run] = begun.GetValueOrDefault(run) + 1;

    private void Later(long run, int round, TimeSpan wait, RunEvent news) => world.After(wait, () =>
    {
        // A kind world finds nothing wrong that a nasty one would have found later.
        if (begun.GetValueOrDefault(run) == round && !(world.IsKind && news is FoundUnhealthy))
            tell(news);
    });
}
