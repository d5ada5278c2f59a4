namespace ProcLaunch.Hosting;

/// <param name="OutputPath">The named pipe that becomes its standard output and error.</param>
internal sealed record LaunchRequest(long Run, string Instance, ProfileDefinition Definition, string OutputPath)
{
    /// <summary>A descriptor that it is given besides, and the named pipe behind it.</summary>
    public (int Number, string Pipe)? Notification { get; init; }

    public string Profile => Definition.Name;
}
