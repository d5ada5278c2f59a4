namespace ProcLaunch.Logging;

/// <summary>Where finished log lines go. Called by one thread at a time; neither throws nor waits when there is no room.</summary>
internal interface ILineSink : IDisposable
{
    /// <returns>How many of the bytes were written; fewer than all when the rest cannot be.</returns>
    int Write(ReadOnlySpan<byte> bytes);

    /// <summary>Goes on with what is at the path now, for example after log rotation.</summary>
    /// <returns>False: it is still the same file.</returns>
    /// <exception cref="IOException">It cannot be opened; lines go on to where they went before.</exception>
    bool Reopen();
}
