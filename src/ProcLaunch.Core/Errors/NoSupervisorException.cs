namespace ProcLaunch;

/// <summary>No supervisor runs on the state directory, or it does not listen on a control socket.</summary>
public sealed class NoSupervisorException : IOException
{
    internal NoSupervisorException(string directory)
        : base($"no supervisor runs on the state directory {directory}") => StateDirectory = directory;

    /// <summary>The directory.</summary>
    public string StateDirectory { get; }
}
