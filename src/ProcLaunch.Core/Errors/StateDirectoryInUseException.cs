namespace ProcLaunch;

/// <summary>Another supervisor runs on the state directory.</summary>
public sealed class StateDirectoryInUseException : IOException
{
    internal StateDirectoryInUseException(string directory)
        : base($"another supervisor runs on the state directory {directory}") => StateDirectory = directory;

    /// <summary>The directory.</summary>
    public string StateDirectory { get; }
}
