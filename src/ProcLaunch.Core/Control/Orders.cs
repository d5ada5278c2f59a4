namespace ProcLaunch.Control;

/// <summary>The answer to orders: what came of each.</summary>
internal sealed record Orders(IReadOnlyList<OrderReport> Profiles);
