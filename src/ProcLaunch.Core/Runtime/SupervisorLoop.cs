using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>The one writer: takes what happened, asks the rules, publishes the view, hands on the effects, waits.</summary>
internal sealed class SupervisorLoop(Inbox<InboxMessage> inbox, FleetMachine fleet, EffectRunner effects, View view, LoopClock clock)
{
    private readonly List<Effect> due = [];
    private volatile bool ending;

    /// <summary>Completes when the loop was told to end; services are left as they are.</summary>
    /// <param name="first">What happened before everything that was posted.</param>
    public async Task RunAsync(IEnumerable<ProfileEvent> first)
    {
        foreach (var happened in first)
            Handle(new InboxMessage(happened));
        while (!ending)
        {
            while (inbox.TryTake(out var letter))
            {
                if (letter is not null)
                    Handle(letter);
            }
            var before = clock.Read();
            Do(() => fleet.Tick(before, due), "", before);
            clock.Read();
            await inbox.WaitAsync(clock.UntilNextLook(fleet.NextDeadline)).ConfigureAwait(false);
        }
        view.Complete();
    }

    public void End()
    {
        ending = true;
        inbox.Post(new InboxMessage(null));
    }

    private void Handle(InboxMessage letter)
    {
        var now = clock.Read();
        if (letter.Happened is { } happened)
            Do(() => fleet.Handle(happened, now, due), happened.Profile, now);
        if (letter.Answer is { } answer)
            Do(() => answer(fleet, now), "", now);
    }

    /// <summary>A bug in the handling of one profile must not end the supervision of all.</summary>
    private void Do(Action act, string profile, ClockReading now)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            due.Add(new Effect.Announce(profile, new Notice.Bug(e.ToString())));
        }
        view.Publish(fleet, due, now);
        foreach (var effect in due)
            effects.Perform(effect);
        due.Clear();
    }
}
