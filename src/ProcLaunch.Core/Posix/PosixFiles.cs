using System.Runtime.InteropServices;
using ProcLaunch.Profiles;

namespace ProcLaunch.Posix;

/// <summary>The real file system, read so that neither a FIFO nor a device can make the reader wait.</summary>
internal sealed unsafe class PosixFiles : IProfileFiles
{
    public FileFact? Look(string path, bool follow = true) => Plainly(() => FileStatus.Of(path, follow));

    public byte[] Read(string path, int limit) => Plainly(() => ReadFrom(path, limit, 0).Content);

    /// <summary>Reads a regular file whole, through a descriptor whose facts are returned with it: what was checked is what was read.</summary>
    public static (byte[] Content, FileFact Fact) ReadFrom(string path, int limit, int extraFlags)
    {
        using var file = Descriptor.Open(path, Descriptor.ReadOnly | Descriptor.NonBlocking | extraFlags);
        var fact = FileStatus.Of(file);
        if (fact.Kind != FileKind.Regular)
            throw new IOException("not a regular file");
        // One byte more than allowed: the size may be a lie (/proc) or change while we read.
        var buffer = new byte[Math.Min(limit + 1L, Math.Max(fact.Size + 1, 4096))];
        var length = 0;
        while (true)
        {
            var count = file.Read(buffer.AsSpan(length));
            if (count < 0)
                throw Errno.Failure("cannot read it", -count);
            if (count == 0)
                return (buffer[..length], fact);
            length += count;
            if (length > limit)
                throw new IOException($"larger than {limit} bytes");
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
        }
    }

    public IReadOnlyList<string> List(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))];
        }
        catch (UnauthorizedAccessException)
        {
            throw new IOException(Errno.Words(Errno.EACCES));
        }
        catch (DirectoryNotFoundException)
        {
            throw new IOException(Errno.Words(Errno.ENOENT));
        }
    }

    public string Resolve(string path)
    {
        using var name = new CString(path);
        var resolved = Libc.realpath(name, null);
        if (resolved == null)
            throw new IOException(Errno.Words(Errno.Last));
        try
        {
            return Marshal.PtrToStringUTF8((nint)resolved)!;
        }
        finally
        {
            Libc.free(resolved);
        }
    }

    /// <summary>Who reads profiles names the file himself: the reason alone is wanted.</summary>
    private static T Plainly<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException e) when (e.HResult > 0)
        {
            throw new IOException(Errno.Words(e.HResult), e);
        }
    }
}
