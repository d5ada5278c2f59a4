namespace ProcLaunch.Runtime;

/// <summary>
/// Waits for what somebody still writes: a change counts when two looks at least this far apart saw the same. So it needs
/// neither notifications nor the times of files, which may be another machine's.
/// </summary>
internal sealed class Settling(TimeSpan quiet, TimeProvider time)
{
    private readonly Dictionary<string, (string Stamp, long Since)> seen = new(StringComparer.Ordinal);

    /// <returns>False when it is to be looked at again after that time.</returns>
    public bool HasSettled(string name, string stamp)
    {
        if (!seen.TryGetValue(name, out var before) || before.Stamp != stamp)
            seen[name] = before = (stamp, time.GetTimestamp());
        return time.GetElapsedTime(before.Since) >= quiet && seen.Remove(name);
    }

    public void Forget(string name) => seen.Remove(name);
}
