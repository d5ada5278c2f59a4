namespace ProcLaunch.Hosting.Tests.Output;

internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("proclaunch-output-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
