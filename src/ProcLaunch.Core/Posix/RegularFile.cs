using ProcLaunch.Profiles;

namespace ProcLaunch.Posix;

/// <summary>Opens files for writing where only a regular file is acceptable: no link is followed, no FIFO waited for, no device touched.</summary>
internal static class RegularFile
{
    /// <summary>Opens the file, or creates it with exactly this mode, whatever the umask.</summary>
    /// <exception cref="IOException">The message says what could not be opened and why.</exception>
    public static Descriptor OpenOrCreate(string path, int flags, int mode)
    {
        // Looked at before opening: to open a terminal or a tape is an act already.
        if (FileStatus.Of(path, follow: false) is { } found)
            RequireRegular(path, found.Kind);
        flags |= Descriptor.NoFollow | Descriptor.NonBlocking;
        var file = Open(path, flags, mode);
        try
        {
            RequireRegular(path, FileStatus.Of(file).Kind);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Descriptor Open(string path, int flags, int mode)
    {
        try
        {
            return Descriptor.Open(path, flags);
        }
        catch (IOException e) when (e.HResult == Errno.ENOENT)
        {
            var created = Descriptor.Open(path, flags | Descriptor.Create | Descriptor.Exclusive, mode);
            created.SetMode(mode);
            return created;
        }
    }

    private static void RequireRegular(string path, FileKind kind)
    {
        if (kind != FileKind.Regular)
            throw new IOException($"cannot open {path}: it is {Words(kind)}, not a regular file");
    }

    private static string Words(FileKind kind) => kind switch
    {
        FileKind.Link => "a link",
        FileKind.Directory => "a directory",
        _ => "a pipe, a socket or a device",
    };
}
