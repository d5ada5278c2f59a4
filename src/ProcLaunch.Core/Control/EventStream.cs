namespace ProcLaunch.Control;

/// <summary>All profiles at one moment, and what happens from then on.</summary>
/// <param name="Profiles">The profiles, without use of processor and memory, by name.</param>
/// <param name="Number">The number of the last event that <paramref name="Profiles"/> reflects; the first that follows has the next one.</param>
/// <param name="Events">To be enumerated once; ends when the supervisor does.</param>
public sealed record EventStream(IReadOnlyList<ProfileStatus> Profiles, long Number, IAsyncEnumerable<SupervisorEvent> Events);
