using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>The one writer: takes what happened, asks the rules, publishes the view, hands on the effects, waits.</summary>
/// <param name="perform">Takes an effect to be carried out, and returns at once.</param>
internal sealed class SupervisorLoop(Inbox<InboxMessage> inbox, FleetMachine fleet, Action<Effect> perform, View view, LoopClock clock)
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
            await inbox.WaitAsync(Turn()).ConfigureAwait(false);
        view.Complete();
    }

    /// <summary>Handles everything that is there or due.</summary>
    /// <returns>How long to wait, unless something happens first.</returns>
    public TimeSpan? Turn()
    {
        while (inbox.TryTake(out var message))
        {
            if (message is not null)
                Handle(message);
        }
        var now = clock.Read();
        Do(() => fleet.Tick(now, due), "", now);
        clock.Read();
        return clock.UntilNextLook(fleet.NextDeadline);
    }

    public void End()
    {
        ending = true;
        inbox.Post(new InboxMessage(null));
    }

    private void Handle(InboxMessage message)
    {
        var now = clock.Read();
        if (message.Happened is { } happened)
            Do(() => fleet.Handle(happened, now, due), happened.Profile, now);
        if (message.Answer is { } answer)
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
            perform(effect);
        due.Clear();
    }
}
