using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>How files are made in the state directory: by no link, writable by nobody else, whatever the umask.</summary>
internal static unsafe class StateDirectory
{
    public const int PrivateFile = 0x180; // 0600

    private const int SecretSize = 32;

    /// <summary>Writes a file aside and renames it into place: readers see the old or the new one, never half of it.</summary>
    public static void Replace(string path, string content, int mode = PrivateFile)
    {
        var aside = path + ".new";
        using var from = new CString(aside);
        using var to = new CString(path);
        _ = Libc.unlink(from);
        using (var file = Descriptor.Open(aside, Descriptor.WriteOnly | Descriptor.Create | Descriptor.Exclusive | Descriptor.NoFollow, mode))
        {
            file.SetMode(mode);
            file.Write(content);
        }
        if (Libc.rename(from, to) != 0)
            throw Errno.Failure($"cannot replace {path}", Errno.Last);
    }

    /// <summary>The 32 random bytes by which services of this state directory are marked; made at first use.</summary>
    public static byte[] Secret(string stateDirectory)
    {
        var path = new StatePaths(stateDirectory).Secret;
        if (FileStatus.Of(path, follow: false) is { Kind: FileKind.Regular, Size: SecretSize * 2, Mode: PrivateFile } fact
            && fact.Owner == Libc.geteuid())
        {
            var known = new byte[SecretSize];
            var text = System.Text.Encoding.ASCII.GetString(PosixFiles.ReadFrom(path, SecretSize * 2, Descriptor.NoFollow).Content);
            if (Convert.FromHexString(text, known, out _, out var length) == System.Buffers.OperationStatus.Done && length == SecretSize)
                return known;
        }
        // A damaged one is of no more use than none.
        var secret = System.Security.Cryptography.RandomNumberGenerator.GetBytes(SecretSize);
        Replace(path, Convert.ToHexStringLower(secret));
        return secret;
    }
}
