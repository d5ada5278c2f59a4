using System.Runtime.InteropServices;
using System.Text;

namespace ProcLaunch.Posix;

/// <summary>A NULL-terminated array of C strings, as argv and envp are, for the length of a <c>using</c>.</summary>
internal readonly unsafe ref struct CStringArray : IDisposable
{
    private readonly byte** entries;

    /// <summary>One block holds the pointers and, behind them, the bytes.</summary>
    public CStringArray(IReadOnlyCollection<string> strings)
    {
        var size = (nuint)((strings.Count + 1) * sizeof(byte*));
        foreach (var text in strings)
        {
            if (text.Contains('\0'))
                throw new ArgumentException("an argument or an environment variable cannot contain a NUL byte", nameof(strings));
            size += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        }
        entries = (byte**)NativeMemory.Alloc(size);
        var next = (byte*)(entries + strings.Count + 1);
        var index = 0;
        foreach (var text in strings)
        {
            entries[index++] = next;
            next += Encoding.UTF8.GetBytes(text, new Span<byte>(next, Encoding.UTF8.GetByteCount(text)));
            *next++ = 0;
        }
        entries[index] = null;
    }

    public static implicit operator byte**(CStringArray array) => array.entries;

    public void Dispose() => NativeMemory.Free(entries);
}
