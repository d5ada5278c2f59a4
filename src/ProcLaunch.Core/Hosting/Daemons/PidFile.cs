using System.Globalization;
using System.Text;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// Reads pid files. One is a hint, not an authority: whoever can write it could name any process, and pids are reused.
/// </summary>
internal sealed class PidFile(IUserAccounts users, Marker marker)
{
    private const int LongestFile = 4096;
    private const int HighestPid = 1 << 22; // PID_MAX_LIMIT on 64-bit Linux
    private const uint Root = 0;

    private readonly TrustedPath trust = new(new PosixFiles());

    /// <param name="profile">The process must not bear the marker of another profile.</param>
    public PidFileFinding Read(string path, string profile)
    {
        byte[] content;
        FileFact fact;
        try
        {
            (content, fact) = PosixFiles.ReadFrom(path, LongestFile, Descriptor.NoFollow);
        }
        catch (IOException e) when (e.HResult is Errno.ENOENT or Errno.ENOTDIR)
        {
            return PidFileFinding.Missing;
        }
        catch (IOException e)
        {
            return PidFileFinding.Refused(e.HResult switch
            {
                Errno.ELOOP => "it is a link",
                > 0 => Errno.Words(e.HResult),
                _ => e.Message,
            });
        }
        try
        {
            return content.Length == 0 ? PidFileFinding.Missing : Judge(path, profile, content, fact);
        }
        catch (IOException e)
        {
            return PidFileFinding.Refused(e.Message);
        }
    }

    /// <summary>Removes the pid file of a daemon that is gone, if it still names that one.</summary>
    public void RemoveIfStale(string path, string profile, int pid)
    {
        try
        {
            // Its directory may be another user's, who could put a link in its place between the look and the removal.
            using var directory = Descriptor.Open(Path.GetDirectoryName(path)!, Descriptor.ReadOnly | Descriptor.DirectoryOnly);
            var inside = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory.Number}/{Path.GetFileName(path)}");
            if (Read(inside, profile) is { Process: null } finding && finding.Pid == pid)
                Remove(inside);
        }
        catch (IOException)
        {
            // A stale one left behind is not believed anyway.
        }
    }

    private static unsafe void Remove(string path)
    {
        using var name = new CString(path);
        // It may be the daemon's own to remove, and gone by now.
        _ = Libc.unlink(name);
    }

    private PidFileFinding Judge(string path, string profile, byte[] content, FileFact fact)
    {
        if (Parse(content) is not { } pid)
            return PidFileFinding.Refused("it does not hold one decimal pid");
        if (pid == Libc.getpid())
            return PidFileFinding.Refused($"pid {pid} is ProcLaunch itself", pid);
        if (ProcessStat.Of(pid) is not { IsDead: false } stat)
            return PidFileFinding.OfTheDead(pid);
        if (stat.IsKernelThread)
            return PidFileFinding.Refused($"pid {pid} is a thread of the kernel", pid);
        if (SystemClock.StartOf(stat) > SystemClock.OfFile(fact) + SystemClock.Tolerance)
            return PidFileFinding.Refused($"pid {pid} was started after the file was written: it is another process", pid);
        if (ProcessTable.UserOf(pid) is not { } user)
            return PidFileFinding.Refused($"pid {pid} is not a process", pid);
        if (WriterProblem(path, user, fact) is { } problem)
            return PidFileFinding.Refused($"{problem}, so it may not name pid {pid} of user {user}", pid);
        if (marker.Read(ProcessTable.EnvironmentOf(pid)) is { } mark && mark.Profile != profile)
            return PidFileFinding.Refused($"pid {pid} belongs to the profile {mark.Profile}", pid);
        // Last, so that all of the above was said of the same process.
        return ProcessTable.IsAlive(stat.Identity) ? new PidFileFinding(stat.Identity, null, pid) : PidFileFinding.OfTheDead(pid);
    }

    private string? WriterProblem(string path, uint processUser, FileFact fact)
    {
        if (users.CurrentUid != Root)
            return processUser == users.CurrentUid ? null : "ProcLaunch cannot signal it";
        if (fact.Owner != Root && fact.Owner != processUser)
            return $"it is owned by user {fact.Owner}";
        return fact.OpenToOthers ? "it is writable by its group or others" : trust.Problem(path, processUser);
    }

    /// <summary>One decimal pid on the first line; what follows it (as in postmaster.pid) is the daemon's own affair.</summary>
    public static int? Parse(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        var line = Encoding.Latin1.GetString(end < 0 ? content : content[..end]).Trim(' ', '\t', '\r');
        // The digits are looked at one by one: int.TryParse would overlook NUL bytes at the end.
        return line.Length is > 0 and <= 7
            && line.All(char.IsAsciiDigit)
            && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && pid is >= 2 and <= HighestPid
            ? pid
            : null;
    }
}
