namespace ProcLaunch.Posix;

/// <summary>
/// RLIMIT_FSIZE. A write that starts at or behind it raises SIGXFSZ, which ends a .NET process, and a guest in a host
/// process may not change that: whoever writes to a file that grows must look first.
/// </summary>
internal static unsafe class FileSizeLimit
{
    private const int FileSize = 1;

    /// <summary>The soft limit in bytes; <see cref="long.MaxValue"/> when there is none.</summary>
    public static long Current
    {
        get
        {
            var limits = stackalloc ulong[2];
            return Libc.prlimit(0, FileSize, null, limits) == 0 && limits[0] < long.MaxValue ? (long)limits[0] : long.MaxValue;
        }
    }
}
