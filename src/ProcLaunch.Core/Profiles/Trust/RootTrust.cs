namespace ProcLaunch.Profiles;

/// <summary>As root, refuses profiles that someone else could change: whoever can change them decides what runs as root.</summary>
internal sealed class RootTrust(IProfileFiles files, List<ProfileProblem> problems)
{
    private const int SetIdBits = 0xC00; // 06000

    // What decides which program runs, and as whom. The directories above come along with each.
    private static readonly IReadOnlyList<string> Decisive = [TableFile.Run, TableFile.User, TableFile.Json];

    private readonly TrustedPath path = new(files);
    private readonly HashSet<string> said = new(StringComparer.Ordinal);

    /// <param name="programs">What is to be executed, the service first; looked at where it is a path.</param>
    /// <param name="environmentFiles">Absolute paths: LD_PRELOAD decides what runs as much as the program does.</param>
    /// <param name="account">The profile's own user; null when it has none, or none that exists.</param>
    public void Check(string directory, ProfileLook look, IEnumerable<string> programs, IEnumerable<string> environmentFiles, UserAccount? account)
    {
        foreach (var file in Decisive)
        {
            if (look[file].Fact is not null)
                Check(file, AbsolutePath.Join(directory, file), account);
        }
        foreach (var program in programs.Where(program => program.StartsWith('/')))
            Check(look[TableFile.Run].Absent ? TableFile.Json : TableFile.Run, program, account);
        foreach (var file in environmentFiles)
            Check(TableFile.Json, file, account);
        if (look[TableFile.Run].Fact is { } run && (run.Mode & SetIdBits) != 0)
            problems.Add(new ProfileProblem(TableFile.Run, "would run as its owner or group, not as the profile's user", "chmod ug-s run"));
    }

    private void Check(string file, string checkedPath, UserAccount? account)
    {
        if (path.Problem(checkedPath, account?.Uid ?? 0) is not { } problem || !said.Add(problem))
            return;
        var whom = account is null or { Uid: 0 } ? "root" : $"root and {account.Name}";
        problems.Add(new ProfileProblem(
            file, $"refused because ProcLaunch runs as root and {problem}", $"let nobody but {whom} change it (chown, chmod go-w)"));
    }
}
