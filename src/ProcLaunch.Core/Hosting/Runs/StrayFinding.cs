namespace ProcLaunch.Hosting;

/// <param name="Marked">Every living process that carries a marker of ours.</param>
/// <param name="Problem">Why it is not known; null when it is.</param>
internal sealed record StrayFinding(IReadOnlyList<MarkedProcess> Marked, string? Problem);
