using System.Text.Json;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>A record as JSON text.</summary>
internal static class RecordFormat
{
    private const int Version = 2;

    public static string Write(ProfileRecord record) => JsonSerializer.Serialize(new RecordFile(Version, SystemClock.BootId, record), RecordJson.Default.RecordFile);

    /// <returns>Null for a record of another format or boot, or of no sense.</returns>
    public static ProfileRecord? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, RecordJson.Default.RecordFile) is { Format: Version } file && file.Boot == SystemClock.BootId ? file.Record : null;
        }
        catch (Exception)
        {
            // The checksum was right and yet it makes no sense: another program's. Void, in whatever way it is wrong.
            return null;
        }
    }
}
