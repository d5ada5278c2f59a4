using System.Buffers.Binary;
using System.Buffers.Text;

namespace ProcLaunch.Posix;

/// <summary>
/// The processes of the system, listed with as few calls as can be. Each has an inode in <c>/proc</c>, which is never that of another
/// process of the same pid: whoever remembers both need not look at a process twice.
/// </summary>
internal static unsafe class ProcListing
{
    // struct linux_dirent64: inode, offset, length of the record, type, name.
    private const int LengthAt = 16;
    private const int NameAt = 19;
    private const int Block = 64 * 1024;

    /// <param name="found">Called with the pid and the inode of each.</param>
    /// <exception cref="IOException">No descriptor is left, or there is no /proc.</exception>
    public static void Read(Action<int, ulong> found)
    {
        using var directory = Descriptor.Open("/proc", Descriptor.ReadOnly | Descriptor.DirectoryOnly);
        var buffer = new byte[Block];
        fixed (byte* start = buffer)
        {
            nint length;
            while ((length = Libc.getdents64(directory.Number, start, Block)) > 0)
                ReadBlock(buffer.AsSpan(0, (int)length), found);
            if (length < 0)
                throw Errno.Failure("cannot list /proc", Errno.Last);
        }
    }

    private static void ReadBlock(ReadOnlySpan<byte> block, Action<int, ulong> found)
    {
        while (block.Length > NameAt)
        {
            var entry = block[..BinaryPrimitives.ReadUInt16LittleEndian(block[LengthAt..])];
            var name = entry[NameAt..];
            if (Utf8Parser.TryParse(name, out int pid, out var digits) && name[digits] == 0)
                found(pid, BinaryPrimitives.ReadUInt64LittleEndian(entry));
            block = block[entry.Length..];
        }
    }
}
