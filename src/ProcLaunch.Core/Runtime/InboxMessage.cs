using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>What is posted to the loop: something that happened, a question, or both.</summary>
/// <param name="Happened">Handled first; null for a question alone.</param>
/// <param name="Answer">Called on the loop when the event was handled and its outcome can be seen by readers; must not wait.</param>
internal sealed record InboxMessage(ProfileEvent? Happened, Action<FleetMachine, ClockReading>? Answer = null);
