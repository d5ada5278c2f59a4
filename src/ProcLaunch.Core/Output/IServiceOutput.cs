namespace ProcLaunch.Output;

/// <summary>Where the output of services goes, as those see it that launch them.</summary>
internal interface IServiceOutput
{
    /// <summary>The named pipe that a service opens as its output.</summary>
    string PipePath(string name);

    /// <summary>To be called before each launch: from here on counts what the run has written.</summary>
    /// <param name="owner">The user who is to write; null for our own.</param>
    /// <exception cref="IOException">It cannot be captured; the message says why.</exception>
    void Open(string name, uint? owner, LogSettings settings);

    /// <summary>Goes on for a service that runs already, or with other settings.</summary>
    /// <exception cref="IOException">It cannot be captured; the message says why.</exception>
    void Resume(string name, LogSettings settings);

    /// <summary>What the run wrote last.</summary>
    IReadOnlyList<string> TailOfRun(string name, int maxLines);

    /// <summary>Lets go of a profile that is gone for good.</summary>
    void Forget(string name);
}
