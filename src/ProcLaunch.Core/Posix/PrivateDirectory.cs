using ProcLaunch.Profiles;

namespace ProcLaunch.Posix;

/// <summary>Directories that only we may enter: nobody else can put a link or a file into our way there.</summary>
internal static unsafe class PrivateDirectory
{
    private const int OwnerOnly = 0x1c0; // 0700

    /// <summary>Creates the directory if it is absent, and makes its mode 0700 whatever the umask was.</summary>
    /// <exception cref="IOException">It cannot be made, is a link or no directory, or belongs to someone else.</exception>
    public static void Ensure(string path)
    {
        using (var name = new CString(path))
        {
            if (Libc.mkdir(name, OwnerOnly) == 0)
            {
                // The umask may have taken our own rights, and then it could not even be opened below.
                _ = Libc.chmod(name, OwnerOnly);
            }
            else if (Errno.Last != Errno.EEXIST)
            {
                throw Errno.Failure($"cannot create {path}", Errno.Last);
            }
        }
        if (FileStatus.Of(path, follow: false) is { Kind: FileKind.Link })
            throw new IOException($"cannot use {path}: it is a link");
        using var directory = Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.DirectoryOnly | Descriptor.NoFollow);
        var fact = FileStatus.Of(directory);
        if (fact.Owner != Libc.geteuid())
            throw new IOException($"cannot use {path}: it belongs to another user");
        if (fact.Mode != OwnerOnly)
            directory.SetMode(OwnerOnly);
    }
}
