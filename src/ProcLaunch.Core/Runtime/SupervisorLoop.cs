using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>The one writer: takes what happened, asks the rules, hands on the effects, publishes the view, waits.</summary>
internal sealed class SupervisorLoop(Inbox<ProfileEvent> inbox, FleetMachine fleet, EffectRunner effects, View view, TimeProvider time)
{
    private volatile bool ending;

    /// <summary>Completes when the loop was told to end; services are left as they are.</summary>
    public async Task RunAsync()
    {
        var due = new List<Effect>();
        while (!ending)
        {
            while (inbox.TryTake(out var happened))
            {
                if (happened is not null)
                    Handle(happened, due);
            }
            Guard(() => fleet.Tick(Now(), due), "");
            Perform(due);
            view.Publish(fleet);
            var now = Now();
            await inbox.WaitAsync(fleet.NextDeadline - now.Monotonic).ConfigureAwait(false);
        }
    }

    public void End()
    {
        ending = true;
        inbox.Post(new ProfileEvent.Woken());
    }

    private void Handle(ProfileEvent happened, List<Effect> due)
    {
        Guard(() => fleet.Handle(happened, Now(), due), happened.Profile);
        Perform(due);
    }

    private void Perform(List<Effect> due)
    {
        foreach (var effect in due)
            effects.Perform(effect);
        due.Clear();
    }

    /// <summary>A bug in the handling of one profile must not end the supervision of all.</summary>
    private void Guard(Action act, string profile)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            effects.Perform(new Effect.Announce(profile, new Notice.Bug(e.ToString())));
        }
    }

    private Now Now() => new(time.GetElapsedTime(0), time.GetUtcNow());
}
