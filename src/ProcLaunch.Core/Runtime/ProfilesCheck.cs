using ProcLaunch.Hosting;
using ProcLaunch.Profiles;

namespace ProcLaunch.Runtime;

/// <summary>Everything that is wrong with a directory of profiles, found without running or touching anything.</summary>
internal sealed class ProfilesCheck(IProfileFiles files, IUserAccounts users)
{
    private readonly ProfileDirectory reader = new(files, users);

    /// <param name="directory">As the user wrote it: the files in the problems begin with it.</param>
    /// <returns>How many profiles there are, and what is wrong with them, profile by profile.</returns>
    /// <exception cref="IOException">The directory cannot be read; the message says why.</exception>
    public (int Profiles, IReadOnlyList<ProfileProblem> Problems) Check(string directory)
    {
        var listing = new ProfilesDirectory(files).List(Path.GetFullPath(directory));
        var above = Path.GetFullPath(directory) + "/";
        var wrongNames = listing.NotAllowed.Select(name =>
            new ProfileProblem(name, $"cannot name a profile: {ProfileName.Problem(name)}", "rename the directory, or begin its name with a dot to have it skipped"));
        var problems = listing.Names.SelectMany(name => Problems(directory, name).Select(problem => problem with { File = Path.Combine(name, problem.File) }));
        return (listing.Names.Count, [.. problems.Concat(wrongNames).Select(problem => problem with { File = Path.Combine(directory, Below(problem.File)) })]);

        string Below(string file) => file.StartsWith(above, StringComparison.Ordinal) ? file[above.Length..] : file;
    }

    private IReadOnlyList<ProfileProblem> Problems(string directory, string name)
    {
        var reading = reader.Read(Path.GetFullPath(directory), name);
        if (reading.Invalid)
            return reading.Problems;
        if (reading.Definition is not { } definition)
            return [new ProfileProblem(TableFile.Run, "there is none, and no command in profile.json", "write one of the two")];
        IReadOnlyList<ProfileProblem> inFiles = [.. definition.EnvironmentFiles.SelectMany(InEnvironmentFile)];
        // The first thing a launch reads are those files: it would only say the same again.
        if (inFiles.Count > 0 || LaunchForecast.Problem(definition, users) is not { } problem)
            return inFiles;
        var hasRun = files.Look(AbsolutePath.Join(Path.GetFullPath(directory), Path.Combine(name, TableFile.Run))) is not null;
        return [new ProfileProblem(hasRun ? TableFile.Run : TableFile.Json, problem)];
    }

    private IReadOnlyList<ProfileProblem> InEnvironmentFile(string file)
    {
        try
        {
            return EnvironmentFile.Parse(files.Read(file, EnvironmentFile.Limit), file).Problems;
        }
        catch (IOException e)
        {
            return [new ProfileProblem(file, $"cannot be read: {e.Message}", "write it, or take it out of environmentFiles")];
        }
    }
}
