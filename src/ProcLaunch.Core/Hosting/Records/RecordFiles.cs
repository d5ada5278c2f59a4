using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>The records in the state directory: one file a profile, written aside and renamed.</summary>
internal sealed unsafe class RecordFiles : IRecordFiles
{
    private const int Largest = 64 * 1024;

    private readonly StatePaths paths;

    /// <exception cref="IOException">There is no directory for them, and none can be made.</exception>
    public RecordFiles(string stateDirectory)
    {
        paths = new StatePaths(stateDirectory);
        PrivateDirectory.Ensure(paths.Records);
    }

    public void Replace(string profile, string text) => StateDirectory.Replace(paths.RecordOf(profile), text);

    public void Remove(string profile)
    {
        using var path = new CString(paths.RecordOf(profile));
        // That it is missing is what was wanted.
        _ = Libc.unlink(path);
    }

    public IEnumerable<(string Profile, string Text)> ReadAll()
    {
        foreach (var path in Directory.EnumerateFiles(paths.Records, StatePaths.RecordPattern))
        {
            if (Read(path) is { } text)
                yield return (Path.GetFileNameWithoutExtension(path), text);
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(PosixFiles.ReadFrom(path, Largest, Descriptor.NoFollow).Content);
        }
        catch (IOException)
        {
            // Void like a damaged one.
            return null;
        }
    }
}
