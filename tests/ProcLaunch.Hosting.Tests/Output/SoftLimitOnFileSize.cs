using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Output;

internal sealed unsafe class SoftLimitOnFileSize : IDisposable
{
    private const int FileSize = 1;

    private readonly ulong soft;
    private readonly ulong hard;

    public SoftLimitOnFileSize(ulong bytes)
    {
        var before = stackalloc ulong[2];
        Libc.prlimit(0, FileSize, null, before).Should().Be(0);
        (soft, hard) = (before[0], before[1]);
        Set(bytes);
    }

    public void Dispose() => Set(soft);

    private void Set(ulong bytes)
    {
        var limits = stackalloc ulong[] { bytes, hard };
        Libc.prlimit(0, FileSize, limits, null).Should().Be(0);
    }
}
