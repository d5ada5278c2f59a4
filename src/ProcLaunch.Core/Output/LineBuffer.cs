namespace ProcLaunch.Output;

/// <summary>Cuts bytes into lines. One that is longer than the buffer comes in pieces: memory is bounded, whatever a service writes.</summary>
internal sealed class LineBuffer(int size)
{
    private readonly byte[] buffer = new byte[size];
    private int start;
    private int end;
    private int searched;

    /// <summary>Where the next bytes go; never empty once all lines are taken.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (searched, end, start) = (searched - start, end - start, 0);
            }
            return buffer.AsMemory(end);
        }
    }

    /// <summary>So many bytes have been put into <see cref="Free"/>.</summary>
    public void Add(int count) => end += count;

    /// <summary>Takes the next line, without its end.</summary>
    /// <param name="line">Good until <see cref="Free"/> is asked for.</param>
    public bool TryTake(out ReadOnlyMemory<byte> line)
    {
        var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
        if (found >= 0)
        {
            line = buffer.AsMemory(start, searched + found - start);
            start = searched += found + 1;
            return true;
        }
        searched = end;
        if (end - start < buffer.Length)
        {
            line = default;
            return false;
        }
        line = TakeRest();
        return true;
    }

    /// <summary>What is there of a line that has not ended.</summary>
    public ReadOnlyMemory<byte> TakeRest()
    {
        var rest = buffer.AsMemory(start, end - start);
        start = searched = end;
        return rest;
    }
}
