using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>The last things that were told of each profile, so that its state can be explained. Not thread-safe: the view it belongs to locks.</summary>
internal sealed class RecentNotices
{
    private const int Kept = 12;

    private readonly Dictionary<string, Queue<RecentNotice>> byProfile = new(StringComparer.Ordinal);

    public IReadOnlyList<RecentNotice> Of(string profile) => byProfile.TryGetValue(profile, out var recent) ? [.. recent] : [];

    public void Add(string profile, Notice notice, DateTimeOffset at)
    {
        if (notice is Notice.Removed)
        {
            byProfile.Remove(profile);
            return;
        }
        if (!byProfile.TryGetValue(profile, out var recent))
            byProfile[profile] = recent = new Queue<RecentNotice>();
        if (recent.Count == Kept)
            recent.Dequeue();
        recent.Enqueue(new RecentNotice(at, notice));
    }

    public void Replace(string profile, Notice told, Notice amended)
    {
        if (byProfile.TryGetValue(profile, out var recent))
            byProfile[profile] = new Queue<RecentNotice>(recent.Select(entry => ReferenceEquals(entry.Notice, told) ? entry with { Notice = amended } : entry));
    }
}
