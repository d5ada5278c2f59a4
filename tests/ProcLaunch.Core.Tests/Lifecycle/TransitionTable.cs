using System.Text;
using ProcLaunch.Lifecycle;
using Stateless.Reflection;

namespace ProcLaunch.Core.Tests.Lifecycle;

/// <summary>Every state's answer to every event, read from the declaration itself.</summary>
internal static class TransitionTable
{
    private static readonly StateMachineInfo Declaration = new ProfileLifecycle(() => "instance", () => 0.5).Declaration;

    public static IReadOnlyList<ProfileState> States { get; } = Enum.GetValues<ProfileState>();

    public static IReadOnlyList<ProfileTrigger> Events { get; } = Enum.GetValues<ProfileTrigger>();

    /// <returns>The answers, each with its condition where it has one; empty where there is none.</returns>
    public static IReadOnlyList<string> Answers(ProfileState state, ProfileTrigger trigger)
    {
        var declared = Declaration.States.Single(declared => Equals(declared.UnderlyingState, state));
        var moves = declared.FixedTransitions.Where(move => Equals(move.Trigger.UnderlyingTrigger, trigger)).Select(move => Describe(move, state));
        var ignored = declared.IgnoredTriggers.Where(ignored => Equals(ignored.Trigger.UnderlyingTrigger, trigger)).Select(ignored => With("ignored", ignored));
        return [.. moves.Concat(ignored)];
    }

    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| event | ").AppendJoin(" | ", States.Select(Name)).Append(" |\n|---|").Insert(text.Length, "---|", States.Count).Append('\n');
        foreach (var trigger in Events)
            text.Append($"| {trigger} | ").AppendJoin(" | ", States.Select(state => string.Join("; ", Answers(state, trigger)))).Append(" |\n");
        return text.ToString();
    }

    public static string Mermaid()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> stopped\n");
        foreach (var from in States)
        {
            foreach (var to in States.Where(to => to != from))
            {
                var causes = Events.Where(trigger => Answers(from, trigger).Any(answer => answer.StartsWith(Arrow(to), StringComparison.Ordinal))).ToList();
                if (causes.Count > 0)
                    text.Append($"    {Name(from)} --> {Name(to)} : ").AppendJoin(", ", causes).Append('\n');
            }
        }
        return text.Append("```\n").ToString();
    }

    public static string Name(ProfileState state) => state.ToString().ToLowerInvariant();

    private static string Arrow(ProfileState to) => $"→ **{Name(to)}**";

    private static string Describe(FixedTransitionInfo move, ProfileState from)
    {
        if (move.GuardConditionsMethodDescriptions.Any(guard => guard.Description == ProfileLifecycle.Unexpected))
            return ProfileLifecycle.Unexpected;
        var to = (ProfileState)move.DestinationState.UnderlyingState;
        return With(to == from ? "stays" : Arrow(to), move);
    }

    private static string With(string answer, TransitionInfo declared)
    {
        // What was declared without a guard is told to have one by this name.
        var conditions = declared.GuardConditionsMethodDescriptions.Select(guard => guard.Description).Where(description => description != "Function").ToList();
        return conditions.Count == 0 ? answer : $"{answer} ({string.Join(", ", conditions)})";
    }
}
