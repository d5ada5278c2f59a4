namespace ProcLaunch.Cli.Logs;

/// <summary>Where the bytes of one log go.</summary>
internal interface ILogSink
{
    /// <summary>Room for the next bytes.</summary>
    Memory<byte> Free { get; }

    /// <summary>So many bytes have been put into <see cref="Free"/>.</summary>
    void Add(int count);

    /// <summary>There are no more.</summary>
    void End();
}
