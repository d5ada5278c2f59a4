namespace ProcLaunch.Lifecycle;

/// <summary>What the restart rules say after an end.</summary>
internal sealed record RestartDecision(RestartVerdict Verdict, TimeSpan Delay, RestartHistory History);
