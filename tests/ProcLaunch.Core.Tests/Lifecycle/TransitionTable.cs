using System.Text;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>Every state's answer to every trigger, found by firing it at a profile in that state.</summary>
internal static class TransitionTable
{
    public static IReadOnlyList<ProfileState> States { get; } = Enum.GetValues<ProfileState>();

    public static IReadOnlyList<ProfileTrigger> Triggers { get; } = Enum.GetValues<ProfileTrigger>();

    /// <returns>The new state, or <c>stays</c>, <c>ignored</c>, <c>unexpected</c>.</returns>
    public static string Answer(ProfileState state, ProfileTrigger trigger, ProfileDefinition definition)
    {
        var profile = new Profile(definition.Name) { State = state, Definition = definition, Complete = true };
        if (state != ProfileState.Stopped)
            profile.Run = NewRun(definition);
        else if (trigger is ProfileTrigger.FoundStarting or ProfileTrigger.FoundRunning or ProfileTrigger.FoundStopping)
            // Whoever finds something makes its run first.
            profile.Run = NewRun(definition);
        var effects = new List<Effect>();
        var step = new Step(profile, new ClockReading(TimeSpan.FromHours(1), DateTimeOffset.UnixEpoch), effects);
        new ProfileLifecycle(new ProfileActions(new Records(), () => "instance")).Fire(step, trigger);
        if (profile.State != state)
            return Name(profile.State);
        if (effects.OfType<Effect.Announce>().Any(announce => announce.Notice is Notice.Unexpected))
            return "unexpected";
        var answered = effects.Count > 0 || step.Unsaved || profile.Run is { ReloadWhenRunning: true } || profile.Deadline is not null;
        return answered ? "stays" : "ignored";
    }

    public static string Markdown(ProfileDefinition definition)
    {
        var text = new StringBuilder();
        text.Append("| trigger | ").AppendJoin(" | ", States.Select(Name)).Append(" |\n|---|").Insert(text.Length, "---|", States.Count).Append('\n');
        foreach (var trigger in Triggers)
        {
            var cells = States.Select(state => Answer(state, trigger, definition))
                .Select(answer => States.Any(state => Name(state) == answer) ? $"→ **{answer}**" : answer);
            text.Append($"| {trigger} | ").AppendJoin(" | ", cells).Append(" |\n");
        }
        return text.ToString();
    }

    public static string Mermaid(ProfileDefinition definition)
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> stopped\n");
        foreach (var from in States)
        {
            foreach (var to in States.Where(to => to != from))
            {
                var causes = Triggers.Where(trigger => Answer(from, trigger, definition) == Name(to)).ToList();
                if (causes.Count > 0)
                    text.Append($"    {Name(from)} --> {Name(to)} : ").AppendJoin(", ", causes).Append('\n');
            }
        }
        return text.Append("```\n").ToString();
    }

    public static string Name(ProfileState state) => state.ToString().ToLowerInvariant();

    private static Run NewRun(ProfileDefinition definition) =>
        new(1, "instance", definition) { Launched = StageNews.Process(100), Service = StageNews.Process(100) };
}
