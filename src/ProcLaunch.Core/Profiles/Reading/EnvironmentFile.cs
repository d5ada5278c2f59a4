using System.Text;
using System.Text.Unicode;

namespace ProcLaunch.Profiles;

/// <summary>
/// Reads files of <c>KEY=value</c> lines as systemd and Docker Compose have them, without expanding anything. Messages never
/// quote what is written there: it is secret more often than not.
/// </summary>
internal static class EnvironmentFile
{
    /// <summary>The most bytes one is read for; execve(2) takes about as much.</summary>
    public const int Limit = 1024 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">The file, as problems shall name it.</param>
    /// <returns>The variables in the order of the file, each once; and everything that is wrong.</returns>
    public static (IReadOnlyList<KeyValuePair<string, string>> Variables, IReadOnlyList<ProfileProblem> Problems) Parse(
        ReadOnlySpan<byte> content, string file)
    {
        if (content.StartsWith(ByteOrderMark))
            content = content[ByteOrderMark.Length..];
        if (content.IndexOf((byte)0) is >= 0 and var nul)
            return ([], [new ProfileProblem(file, "contains a NUL byte", "write plain text", LineOf(content, nul))]);
        if (!Utf8.IsValid(content))
            return ([], [new ProfileProblem(file, "not UTF-8 text", "save it as UTF-8", LineOf(content, FirstInvalid(content)))]);
        var lines = new EnvironmentLines(Encoding.UTF8.GetString(content), file);
        lines.Read();
        return (lines.Variables, lines.Problems);
    }

    private static int LineOf(ReadOnlySpan<byte> content, int position) => content[..position].Count((byte)'\n') + 1;

    private static int FirstInvalid(ReadOnlySpan<byte> content)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(content[position..], out _, out var length) == System.Buffers.OperationStatus.Done)
            position += length;
        return position;
    }
}
