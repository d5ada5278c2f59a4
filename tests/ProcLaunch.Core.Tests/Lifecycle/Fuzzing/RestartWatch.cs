using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>No restart comes before its delay, unless someone changed or asked for something meanwhile.</summary>
internal sealed class RestartWatch
{
    private readonly Dictionary<string, TimeSpan> earliest = [];

    public void Note(ProfileEvent happened)
    {
        // A start by hand starts what it depends on, too.
        if (happened is ProfileEvent.SeveralRequested)
            earliest.Clear();
        else if (happened is not ProfileEvent.RunEvent)
            earliest.Remove(happened.Profile);
    }

    public void Note(Effect effect, int failures, TimeSpan now)
    {
        if (effect is Effect.Announce { Notice: Notice.Died or Notice.StartFailed } end)
            earliest[end.Profile] = now + RestartRules.Delay(RestartPolicy.Always, failures, random: 0);
        else if (effect is Effect.Launch launch && earliest.Remove(launch.Definition.Name, out var moment) && now < moment)
            throw new Violation($"{launch.Definition.Name}: restarted {(moment - now).TotalSeconds:0.000}s too early");
    }
}
