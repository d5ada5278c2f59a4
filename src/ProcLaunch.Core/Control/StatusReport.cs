namespace ProcLaunch.Control;

/// <summary>A supervisor and its profiles at one moment.</summary>
/// <param name="Supervisor">The supervisor itself.</param>
/// <param name="Profiles">The profiles asked for, by name.</param>
public sealed record StatusReport(SupervisorStatus Supervisor, IReadOnlyList<ProfileStatus> Profiles);
