namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>A file system of 64 KiB in memory; the test is skipped where it cannot be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryDirectory mountPoint = new();

    public SmallDisk()
    {
        if (Mounting.Run("mount", "-t", "tmpfs", "-o", "size=64k", "none", Path) is { } problem)
        {
            mountPoint.Dispose();
            Assert.Ignore($"a full disk needs a mount, which failed: {problem}");
        }
    }

    public string Path => mountPoint.Path;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Takes all space but this much.</summary>
    public void FillUpTo(int free) => File.WriteAllBytes(Filler, new byte[(64 * 1024) - free]);

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        Mounting.Run("umount", Path);
        mountPoint.Dispose();
    }
}
