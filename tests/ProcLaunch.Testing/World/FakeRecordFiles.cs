using ProcLaunch.Hosting;

namespace ProcLaunch.Testing;

/// <summary>Records in memory, on a disk that may be full.</summary>
internal sealed class FakeRecordFiles : IRecordFiles
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Whether the next text finds no room.</summary>
    public Func<bool> IsFull { get; set; } = () => false;

    public string? Find(string profile) => texts.GetValueOrDefault(profile);

    public void Replace(string profile, string text) => texts[profile] = IsFull() ? throw new IOException("no space left on device") : text;

    public void Remove(string profile) => texts.Remove(profile);

    public IEnumerable<(string Profile, string Text)> ReadAll() => texts.Select(entry => (entry.Key, entry.Value)).ToList();
}
