using System.Runtime.InteropServices;
using System.Text;

namespace ProcLaunch.Posix;

/// <summary>A NUL-terminated UTF-8 copy of a string, for the length of a <c>using</c>.</summary>
internal readonly unsafe ref struct CString : IDisposable
{
    private readonly byte* bytes;

    public CString(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("a path or an argument cannot contain a NUL byte", nameof(text));
        bytes = (byte*)NativeMemory.Alloc((nuint)Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var length = Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, Encoding.UTF8.GetMaxByteCount(text.Length)));
        bytes[length] = 0;
    }

    public static implicit operator byte*(CString text) => text.bytes;

    public void Dispose() => NativeMemory.Free(bytes);
}
