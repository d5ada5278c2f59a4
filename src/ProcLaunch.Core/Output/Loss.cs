namespace ProcLaunch.Output;

/// <summary>What is being lost of a service's output while its log file cannot be written.</summary>
/// <param name="reason">Why, in the system's words.</param>
/// <param name="atLineStart">Whether the next byte begins a line; only there may writing begin again.</param>
internal sealed class Loss(string reason, bool atLineStart)
{
    private const int MostKept = 8 * 1024;

    private readonly LastBytes kept = new(MostKept);
    private bool atLineStart = atLineStart;

    public string Reason { get; set; } = reason;

    public long Bytes { get; private set; }

    /// <summary>Lines lost wholly or in part, counted by their ends.</summary>
    public long Lines { get; private set; }

    /// <summary>The newest of it, in memory only: whole lines, unless one alone is too long.</summary>
    public ReadOnlySpan<byte> Kept => kept.Bytes[(kept.IsCut ? kept.Bytes.IndexOf((byte)'\n') + 1 : 0)..];

    /// <summary>Whether what is kept goes on where the file breaks off.</summary>
    public bool KeptGoesOn => Kept.Length == Bytes;

    /// <summary>Keeps nothing of what was lost so far: what comes belongs to another run, or behind something in the file.</summary>
    public void BeginToKeep() => kept.Clear();

    /// <summary>Drops the rest of a line whose beginning is lost.</summary>
    /// <returns>What begins with a line; empty when no line begins in it.</returns>
    public ReadOnlySpan<byte> FromNextLine(ReadOnlySpan<byte> bytes)
    {
        if (atLineStart)
            return bytes;
        var end = bytes.IndexOf((byte)'\n');
        var begin = end < 0 ? bytes.Length : end + 1;
        Drop(bytes[..begin]);
        return bytes[begin..];
    }

    public void Drop(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        kept.Add(bytes);
        Bytes += bytes.Length;
        Lines += bytes.Count((byte)'\n');
        atLineStart = bytes[^1] == '\n';
    }
}
