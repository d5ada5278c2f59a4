using System.Buffers.Binary;
using ProcLaunch.Profiles;

namespace ProcLaunch.Posix;

/// <summary>statx(2): the one stat whose layout is the same on every architecture.</summary>
internal static unsafe class FileStatus
{
    private const int WorkingDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int Size = 256;

    /// <returns>Null when there is nothing at the path.</returns>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileFact? Of(string path, bool follow)
    {
        using var name = new CString(path);
        var error = Call(WorkingDirectory, name, follow ? 0 : DoNotFollow, out var fact);
        return error switch
        {
            0 => fact,
            Errno.ENOENT or Errno.ENOTDIR => null,
            _ => throw Errno.Failure($"cannot look at {path}", error),
        };
    }

    public static FileFact Of(Descriptor file)
    {
        byte empty = 0;
        var error = Call(file.Number, &empty, EmptyPath, out var fact);
        return error == 0 ? fact : throw Errno.Failure("cannot look at an open file", error);
    }

    private static int Call(int directory, byte* name, int flags, out FileFact fact)
    {
        var raw = stackalloc byte[Size];
        if (Libc.statx(directory, name, flags, BasicStats, raw) != 0)
        {
            fact = default;
            return Errno.Last;
        }
        var bytes = new ReadOnlySpan<byte>(raw, Size);
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        fact = new FileFact(
            Device: ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes[136..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(bytes[140..]),
            Inode: BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]),
            Kind: (mode >> 12) switch { 8 => FileKind.Regular, 4 => FileKind.Directory, 10 => FileKind.Link, _ => FileKind.Other },
            Mode: mode & 0xfff,
            Owner: BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            Group: BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            Size: BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            Modified: (BinaryPrimitives.ReadInt64LittleEndian(bytes[112..]) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(bytes[120..]));
        return 0;
    }
}
