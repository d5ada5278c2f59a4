namespace ProcLaunch.Runtime;

/// <summary>Files outside a profile's directory that matter to it, and the watches over those that can be watched.</summary>
internal sealed record OutsideFiles(IReadOnlyList<string> Paths, IReadOnlyList<IDisposable> Watches)
{
    public bool Complete => Watches.Count == Paths.Count;
}
