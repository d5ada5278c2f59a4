using System.Text.Json.Serialization.Metadata;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>What a method answers.</summary>
/// <param name="Value">The result.</param>
/// <param name="Type">How it is written.</param>
internal sealed record Reply(object Value, JsonTypeInfo Type)
{
    /// <summary>Events that are to follow on this connection.</summary>
    public Subscription? Events { get; init; }

    /// <summary>To be done when the answer is on its way: it may end this very connection.</summary>
    public Action? Then { get; init; }
}
