using System.Security.Cryptography;
using System.Text;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// The records, each with a checksum. One that is torn, damaged, of another format or of another boot is void; what it spoke of is then
/// found by its marker. Not thread-safe: whoever saves does so in the order in which it was decided.
/// </summary>
internal sealed class RecordStore(IRecordFiles files)
{
    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    public void Save(ProfileRecord record)
    {
        var json = RecordFormat.Write(record);
        files.Replace(record.Profile, json + "\n" + Checksum(json) + "\n");
    }

    public void Remove(string profile) => files.Remove(profile);

    /// <summary>All records of this boot.</summary>
    public IReadOnlyList<ProfileRecord> Load()
    {
        var records = new List<ProfileRecord>();
        foreach (var (profile, text) in files.ReadAll())
        {
            if (Read(text) is { } record && record.Profile == profile)
                records.Add(record);
        }
        return records;
    }

    private static ProfileRecord? Read(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && text[(end + 1)..].TrimEnd() == Checksum(text[..end]) ? RecordFormat.Read(text[..end]) : null;
    }

    private static string Checksum(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 8));
}
