using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Output;

/// <summary>
/// The old files beside a log file, NAME.log.1 being the newest. They move on by renames, the oldest file first, so that a
/// death of ours in between leaves at most a gap; and a gap is filled before anything is given up.
/// </summary>
internal static unsafe class OldLogs
{
    /// <summary>Makes the file at the path the newest old one and gives up what is more than <paramref name="most"/>.</summary>
    /// <returns>What stands where an old file belongs and was therefore passed over; null when nothing does.</returns>
    /// <exception cref="IOException">The file is still at its path; the message says why.</exception>
    public static string? Add(string path, int most)
    {
        var (places, isFull, inTheWay) = Places(path, most);
        // Not left to the rename: ext4 writes a file to the disk at once when it replaces another.
        if (isFull)
            Remove(places[^1]);
        for (var i = places.Count - 1; i > 0; i--)
            Rename(places[i - 1], places[i]);
        // Before the last rename: it is what tells that all is done.
        RemoveBeyond(path, most);
        if (places.Count > 0)
            Rename(path, places[0]);
        else
            Remove(path);
        return inTheWay;
    }

    public static string PathOf(string path, long age) => $"{path}.{age}";

    /// <summary>The places whose files move on by one, up to the first free one or the one whose file is given up.</summary>
    private static (List<string> Places, bool AreFull, string? InTheWay) Places(string path, int most)
    {
        var places = new List<string>();
        string? inTheWay = null;
        for (long age = 1; age <= most; age++)
        {
            var place = PathOf(path, age);
            var found = FileStatus.Of(place, follow: false);
            if (found is { Kind: not FileKind.Regular })
            {
                inTheWay ??= $"{place} is no file of ours";
                continue;
            }
            places.Add(place);
            if (found is null)
                return (places, false, inTheWay);
        }
        return (places, places.Count > 0, inTheWay);
    }

    /// <summary>There are such files when fewer are kept than before. One absent may be the gap that a death left.</summary>
    private static void RemoveBeyond(string path, int most)
    {
        var absent = 0;
        for (var age = Math.Max(most, 0) + 1L; absent < 2; age++)
        {
            var place = PathOf(path, age);
            var found = FileStatus.Of(place, follow: false);
            if (found is null)
                absent++;
            else if (found is { Kind: FileKind.Regular })
                Remove(place);
        }
    }

    private static void Rename(string from, string to)
    {
        using var source = new CString(from);
        using var target = new CString(to);
        if (Libc.rename(source, target) != 0)
            throw Errno.Failure($"cannot rename {from} to {to}", Errno.Last);
    }

    private static void Remove(string path)
    {
        using var name = new CString(path);
        if (Libc.unlink(name) != 0)
            throw Errno.Failure($"cannot remove {path}", Errno.Last);
    }
}
