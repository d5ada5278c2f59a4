namespace ProcLaunch.Control;

/// <summary>The answer to orders: what came of each.</summary>
internal sealed record RequestReports(IReadOnlyList<RequestReport> Profiles);
