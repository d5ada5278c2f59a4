using System.Collections.Immutable;

namespace ProcLaunch.Lifecycle;

/// <summary>What the restart rules remember of a profile. Kept in its record: a supervisor that crashes cannot cause a restart storm.</summary>
/// <param name="Failures">Failures in a row without a good run.</param>
/// <param name="Restarts">When it was restarted, as far back as the policy's window looks.</param>
internal sealed record RestartHistory(int Failures, ImmutableArray<TimeSpan> Restarts)
{
    public static RestartHistory Clean { get; } = new(0, []);
}
