namespace ProcLaunch.Runtime;

/// <summary>Files outside a profile's directory that matter to it, and what listens to them.</summary>
/// <param name="Complete">Whether all of them are listened to.</param>
internal sealed record OutsideFiles(IReadOnlyList<string> Paths, IReadOnlyList<IDisposable> Watches, bool Complete);
