using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ProcLaunch.Profiles;

/// <summary>
/// A short text that is the same as long as the same files are there unchanged. It is stored, and compared by the next
/// ProcLaunch: the same facts must give the same text in every process.
/// </summary>
internal static class ProfileStamp
{
    private const int Bytes = 16;

    public static string Of(IEnumerable<(string File, FileLook Look)> looks)
    {
        var facts = string.Join('\n', looks.Select(look => $"{look.File} {Facts(look.File, look.Look)}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, Bytes));
    }

    private static string Facts(string file, FileLook look)
    {
        if (look.Fact is not { } fact)
            return look.Absent ? "absent" : "failed";
        // chmod +x changes nothing else, and makes a profile startable.
        var executable = file == TableFile.Run && fact.AnyoneMayExecute ? " executable" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{fact.Device}:{fact.Inode} {fact.Modified} {fact.Size}{executable}");
    }
}
