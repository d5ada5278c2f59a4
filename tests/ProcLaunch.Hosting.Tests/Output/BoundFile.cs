namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>A file that a mount holds in its place, so that nobody can rename it; the test is skipped where none can be made.</summary>
internal sealed class BoundFile : IDisposable
{
    private readonly string path;

    public BoundFile(string path)
    {
        this.path = path;
        if (Mounting.Run("mount", "--bind", path, path) is { } problem)
            Assert.Ignore($"a file that cannot be renamed needs a mount, which failed: {problem}");
    }

    public void Dispose() => Mounting.Run("umount", "--lazy", path);
}
