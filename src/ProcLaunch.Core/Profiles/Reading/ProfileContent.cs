using System.Text;
using System.Text.Unicode;

namespace ProcLaunch.Profiles;

/// <summary>Reads what the files of a profile's directory say, and notes what is wrong with those that say nothing usable.</summary>
internal sealed class ProfileContent(IProfileFiles files, string directory, ProfileLook look, List<ProfileProblem> problems)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the file is there, usable or not; unusable ones are noted.</summary>
    public bool Has(string file)
    {
        if (look[file].Problem is { } problem)
            problems.Add(new ProfileProblem(file, problem, "put a regular file in its place or remove it"));
        return !look[file].Absent;
    }

    /// <returns>The text without white space at its end; null where there is none, or none that can be used.</returns>
    public string? Text(string file) => Bytes(file) is { } bytes ? Encoding.UTF8.GetString(bytes.Span).TrimEnd() : null;

    /// <returns>Valid UTF-8 without a byte order mark; null where there is none, or none that can be used.</returns>
    public ReadOnlyMemory<byte>? Bytes(string file)
    {
        if (!Has(file) || look[file] is not { Problem: null, Fact: { } fact })
            return null;
        var limit = TableFile.Limit(file);
        if (fact.Size > limit)
            return Refuse(file, $"larger than {limit / 1024} KiB");
        byte[] bytes;
        try
        {
            bytes = files.Read(AbsolutePath.Join(directory, file), limit);
        }
        catch (IOException e)
        {
            return Refuse(file, $"cannot be read: {e.Message}");
        }
        if (bytes.AsSpan().Contains((byte)0))
            return Refuse(file, "contains a NUL byte", "write plain text");
        if (!Utf8.IsValid(bytes))
            return Refuse(file, "not UTF-8 text", "save it as UTF-8");
        return bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsMemory(ByteOrderMark.Length) : bytes;
    }

    private ReadOnlyMemory<byte>? Refuse(string file, string what, string? whatToDo = null)
    {
        problems.Add(new ProfileProblem(file, what, whatToDo));
        return null;
    }
}
