using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Looks a program up as a shell would: with a slash as a path, else in the profile's PATH.</summary>
internal static class ProgramSearch
{
    private const string DefaultPath = "/usr/local/bin:/usr/bin:/bin";

    /// <exception cref="LaunchException">It is nowhere.</exception>
    public static string Find(string program, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return Path.GetFullPath(program, workingDirectory);
        var searchPath = environment.GetValueOrDefault("PATH", DefaultPath);
        foreach (var directory in searchPath.Split(':'))
        {
            var candidate = Path.Combine(Path.GetFullPath(directory.Length == 0 ? "." : directory, workingDirectory), program);
            if (FileFactOf(candidate) is { Kind: FileKind.Regular, AnyoneMayExecute: true })
                return candidate;
        }
        throw new LaunchException($"cannot execute {program}: not found in PATH ({searchPath})");
    }

    /// <summary>A tool of the system, never looked up in anybody's PATH.</summary>
    /// <exception cref="LaunchException">It is not installed.</exception>
    public static string SystemTool(string name) =>
        new[] { "/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/" }.Select(directory => directory + name).FirstOrDefault(path => FileFactOf(path) is not null)
            ?? throw new LaunchException($"cannot execute {name}: it is not installed (setpriv and prlimit are part of util-linux)");

    private static FileFact? FileFactOf(string path)
    {
        try
        {
            return FileStatus.Of(path, follow: true);
        }
        catch (IOException)
        {
            // A directory of the PATH that may not be entered holds nothing for us, as for a shell.
            return null;
        }
    }
}
