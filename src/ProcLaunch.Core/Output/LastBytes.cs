namespace ProcLaunch.Output;

/// <summary>The end of what passes by, at most so many bytes of it.</summary>
internal sealed class LastBytes(int most)
{
    private readonly byte[] kept = new byte[most];
    private int length;

    /// <summary>Whether the beginning is not there any more.</summary>
    public bool IsCut { get; private set; }

    public ReadOnlySpan<byte> Bytes => kept.AsSpan(0, length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var surplus = length + bytes.Length - most;
        if (surplus > 0)
        {
            IsCut = true;
            var gone = Math.Min(surplus, length);
            kept.AsSpan(gone, length - gone).CopyTo(kept);
            length -= gone;
            bytes = bytes[(surplus - gone)..];
        }
        bytes.CopyTo(kept.AsSpan(length));
        length += bytes.Length;
    }

    public void Clear() => (length, IsCut) = (0, false);
}
