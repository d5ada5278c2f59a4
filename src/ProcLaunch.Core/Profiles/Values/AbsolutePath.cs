namespace ProcLaunch.Profiles;

/// <summary>
/// Makes paths absolute. Only what is redundant to the kernel too is taken out: <c>a/..</c> stays, because where it leads
/// depends on whether <c>a</c> is a link.
/// </summary>
internal static class AbsolutePath
{
    /// <summary>PATH_MAX without the final NUL.</summary>
    public const int LongestInBytes = 4095;

    /// <summary>A relative path starts at the working directory of this process.</summary>
    public static string Of(string path) => path.StartsWith('/') ? Tidy(path) : Join(Path.GetFullPath("."), path);

    /// <summary>A relative path starts at the directory, which is absolute.</summary>
    public static string Join(string directory, string path) => path.StartsWith('/') ? Tidy(path) : Tidy($"{directory}/{path}");

    private static string Tidy(string path) =>
        "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}
