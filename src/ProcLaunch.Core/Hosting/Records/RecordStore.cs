using System.Security.Cryptography;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// The records in the state directory: one file a profile, written aside and renamed, with a checksum. A record that is torn,
/// damaged, of another format or of another boot is void; what it spoke of is then found by its marker. Not thread-safe: whoever saves
/// does so in the order in which it was decided.
/// </summary>
internal sealed unsafe class RecordStore
{
    private const int Largest = 64 * 1024;

    private readonly StatePaths paths;

    public RecordStore(string stateDirectory)
    {
        paths = new StatePaths(stateDirectory);
        PrivateDirectory.Ensure(paths.Records);
    }

    /// <exception cref="IOException">It could not be written; the one before is still there.</exception>
    public void Save(ProfileRecord record)
    {
        var json = RecordFormat.Write(record);
        StateDirectory.Replace(paths.RecordOf(record.Profile), json + "\n" + Checksum(json) + "\n");
    }

    public void Remove(string profile)
    {
        using var path = new CString(paths.RecordOf(profile));
        // That it is missing is what was wanted.
        _ = Libc.unlink(path);
    }

    /// <summary>All records of this boot.</summary>
    public IReadOnlyList<ProfileRecord> Load()
    {
        var records = new List<ProfileRecord>();
        foreach (var path in Directory.EnumerateFiles(paths.Records, StatePaths.RecordPattern))
        {
            if (Read(path) is { } record && path == paths.RecordOf(record.Profile))
                records.Add(record);
        }
        return records;
    }

    private static ProfileRecord? Read(string path)
    {
        try
        {
            var text = Encoding.UTF8.GetString(PosixFiles.ReadFrom(path, Largest, Descriptor.NoFollow).Content);
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return end > 0 && text[(end + 1)..].TrimEnd() == Checksum(text[..end]) ? RecordFormat.Read(text[..end]) : null;
        }
        catch (IOException)
        {
            // Void like a damaged one.
            return null;
        }
    }

    private static string Checksum(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 8));
}
