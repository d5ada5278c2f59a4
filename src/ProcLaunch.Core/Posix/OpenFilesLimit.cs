namespace ProcLaunch.Posix;

/// <summary>The limit of open files of this process (RLIMIT_NOFILE, getrlimit(2)).</summary>
internal static unsafe class OpenFilesLimit
{
    private const int Resource = 7;

    public static (ulong Soft, ulong Hard) Own
    {
        get
        {
            var limits = stackalloc ulong[2];
            return Libc.prlimit(0, Resource, null, limits) == 0 ? (limits[0], limits[1]) : throw Errno.Failure("cannot ask for the limit of open files", Errno.Last);
        }
    }

    public static void Set(ulong soft, ulong hard)
    {
        var limits = stackalloc ulong[2];
        limits[0] = soft;
        limits[1] = hard;
        if (Libc.prlimit(0, Resource, limits, null) != 0)
            throw Errno.Failure("cannot set the limit of open files", Errno.Last);
    }
}
