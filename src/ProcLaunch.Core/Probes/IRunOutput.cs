namespace ProcLaunch.Probes;

/// <summary>The lines that a run wrote and goes on writing.</summary>
internal interface IRunOutput : IDisposable
{
    /// <returns>The next line, without its end; null when no further one has been written yet.</returns>
    /// <exception cref="IOException">They cannot be read; the message says why.</exception>
    string? Next();
}
