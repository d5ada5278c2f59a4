namespace ProcLaunch.Output;

/// <summary>What is being lost of a service's output while its log file cannot be written.</summary>
/// <param name="reason">Why, in the system's words.</param>
/// <param name="atLineStart">Whether the next byte begins a line; only there may writing begin again.</param>
internal sealed class Loss(string reason, bool atLineStart)
{
    private bool atLineStart = atLineStart;

    public string Reason { get; set; } = reason;

    public long Bytes { get; private set; }

    /// <summary>Lines lost wholly or in part, counted by their ends.</summary>
    public long Lines { get; private set; }

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
        Bytes += bytes.Length;
        Lines += bytes.Count((byte)'\n');
        atLineStart = bytes[^1] == '\n';
    }
}
