namespace ProcLaunch.Hosting;

/// <param name="OutputPath">The named pipe that becomes its standard output and error.</param>
internal sealed record LaunchOrder(long Run, string Instance, ProfileDefinition Definition, string OutputPath)
{
    public string Profile => Definition.Name;
}
