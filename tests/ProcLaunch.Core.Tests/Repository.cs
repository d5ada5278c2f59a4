using System.Runtime.CompilerServices;

namespace ProcLaunch.Core.Tests;

/// <summary>Files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Path(string relative, [CallerFilePath] string here = "")
    {
        var directory = new DirectoryInfo(System.IO.Path.GetDirectoryName(here)!);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "ProcLaunch.sln")))
            directory = directory.Parent;
        return System.IO.Path.Combine(directory?.FullName ?? throw new FileNotFoundException("ProcLaunch.sln is in no directory above"), relative);
    }
}
