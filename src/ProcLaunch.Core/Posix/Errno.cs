using System.Runtime.InteropServices;

namespace ProcLaunch.Posix;

/// <summary>The error numbers this program tells apart (errno(3)), the same on x64 and arm64, and their words.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int ENXIO = 6;
    public const int ENOEXEC = 8;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int ENOTDIR = 20;
    public const int EINVAL = 22;
    public const int ENFILE = 23;
    public const int EMFILE = 24;
    public const int EFBIG = 27;
    public const int EPIPE = 32;
    public const int ELOOP = 40;
    public const int ENOSYS = 38;

    /// <summary>The error of the call just made on this thread.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The C library's words, beginning in lower case so that they fit into a sentence.</summary>
    public static string Words(int error)
    {
        var words = Marshal.GetPInvokeErrorMessage(error);
        return words.Length > 1 && char.IsLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }

    /// <summary>We have run out of something ourselves: the call says nothing about what was looked for.</summary>
    public static bool IsShortage(IOException failure) => failure.HResult is EMFILE or ENFILE or ENOMEM;

    /// <summary>An exception of the form «cannot open PATH: permission denied».</summary>
    public static IOException Failure(string what, int error) => new($"{what}: {Words(error)}", error);
}
