using System.Diagnostics;

namespace ProcLaunch.Cli.Tests;

/// <summary>A file system of 64 KiB in memory without a free byte; the test is skipped where it cannot be mounted.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly string mountPoint;

    public FullDisk(string mountPoint)
    {
        this.mountPoint = mountPoint;
        Directory.CreateDirectory(mountPoint);
        if (!Ran("mount", "-t", "tmpfs", "-o", "size=64k", "none", mountPoint))
            Assert.Ignore("a full disk needs a mount, which failed");
        File.WriteAllBytes($"{mountPoint}/filler", new byte[64 * 1024]);
    }

    // Lazily: what is still writing ends with the world.
    public void Dispose() => Ran("umount", "--lazy", mountPoint).Should().BeTrue();

    private static bool Ran(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
