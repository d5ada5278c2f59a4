using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>Standard output and error without Console, which would take over the terminal and SIGCHLD.</summary>
internal static class StandardStreams
{
    private const int GetFlags = 1; // F_GETFD
    private const int ClosesOnExec = 1; // FD_CLOEXEC

    public static void Write(string text) => WriteTo(1, text);

    public static void WriteError(string text) => WriteTo(2, text);

    /// <summary>
    /// Puts /dev/null where the caller closed standard input, output or error, for the program that is executed next: whatever
    /// it opened first would get that number, and be written to as if it were standard error.
    /// </summary>
    public static void FillGaps()
    {
        for (var fd = 0; fd <= 2; fd++)
        {
            var flags = Libc.fcntl(fd, GetFlags, 0);
            // One that closes on exec is not the caller's but something the runtime opened in the gap.
            if (flags >= 0 && (flags & ClosesOnExec) == 0)
                continue;
            using var nowhere = Descriptor.Open("/dev/null", Descriptor.ReadWrite);
            if (nowhere.Number != fd)
                _ = Libc.dup2(nowhere.Number, fd);
        }
    }

    private static void WriteTo(int fd, string text)
    {
        try
        {
            // Not disposed: the descriptor is not ours to close.
            new Descriptor(fd).Write(text);
        }
        catch (IOException)
        {
            // Nobody listens any more; the exit code still tells.
        }
    }
}
