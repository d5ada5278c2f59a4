namespace ProcLaunch.Profiles;

/// <summary>Reads the directories that profiles are written in; the only place that does.</summary>
internal sealed class ProfileDirectory(IProfileFiles files, IUserAccounts users)
{
    /// <summary>Reads one profile. Whatever is in its directory, the answer is a reading and never an exception.</summary>
    /// <param name="name">A name that <see cref="ProfileName"/> allows.</param>
    public ProfileReading Read(string profilesDirectory, string name)
    {
        var directory = AbsolutePath.Join(AbsolutePath.Of(profilesDirectory), name);
        // Facts before contents: a change in between makes the stamp too old, which costs another look, never a missed change.
        var look = new ProfileLook(files, directory);
        var problems = new List<ProfileProblem>();
        var json = new JsonProfile(name, new KnownUser(users));
        ProfileDefinition? definition = null;
        if (look.Failure is { } failure)
            problems.Add(new ProfileProblem(directory, failure));
        else
            definition = Define(directory, look, json, problems);
        string[] also = [.. Paths(json.Definition.EnvironmentFiles, directory).Concat(Paths(json.Definition.Watch, directory)).Distinct()];
        look.LookAlso(also);
        return new ProfileReading(name, problems.Count == 0 ? definition : null, problems, look.Stamp, look.SwitchStamp)
        {
            Also = also,
            OwnStamp = look.OwnStamp,
        };
    }

    private ProfileDefinition? Define(string directory, ProfileLook look, JsonProfile json, List<ProfileProblem> problems)
    {
        var content = new ProfileContent(files, directory, look, problems);
        var settings = new FileSettings(content, new KnownUser(users), problems);
        var run = settings.Run(directory, look[TableFile.Run]);
        var pidFile = settings.PidFile(directory);
        var restart = settings.Restart();
        var down = settings.Down();
        var stopSignal = settings.StopSignal();
        var reload = settings.Reload();
        var user = settings.User(out var account);
        if (content.Bytes(TableFile.Json) is { } text)
            problems.AddRange(json.Read(text.Span, look));

        var said = json.Definition;
        // Half written so far.
        if (look[TableFile.Run].Absent && said.Command.Count == 0)
            return null;
        var definition = said with
        {
            FromDirectory = true,
            Command = said.Command.Count > 0 ? [Program(said.Command[0], directory), .. said.Command.Skip(1)] : [run ?? ""],
            WorkingDirectory = AbsolutePath.Join(directory, said.WorkingDirectory ?? "."),
            PidFile = pidFile,
            Restart = Merge(restart, json.Restart),
            Down = down,
            Stop = said.Stop with { Signal = stopSignal ?? said.Stop.Signal },
            ReloadSignal = reload,
            User = user ?? said.User,
            EnvironmentFiles = Paths(said.EnvironmentFiles, directory),
            Ready = said.Ready?.At(directory),
            Health = said.Health?.At(directory),
            Watch = Paths(said.Watch, directory),
        };
        if (users.CurrentUid == 0)
        {
            var programs = definition.Command.Take(1).Concat(Checks(definition).SelectMany(check => check.Programs));
            new RootTrust(files, problems).Check(directory, look, programs, definition.EnvironmentFiles, account ?? json.Account);
        }
        return definition;
    }

    private static IEnumerable<ReadyWhen> Checks(ProfileDefinition definition) => new[] { definition.Ready, definition.Health?.Check }.OfType<ReadyWhen>();

    private static string[] Paths(IEnumerable<string> written, string directory) =>
        [.. written.Select(path => AbsolutePath.Join(directory, path))];

    private static string Program(string word, string directory) => word.Contains('/') ? AbsolutePath.Join(directory, word) : word;

    // The file gives the policy, profile.json the rest.
    private static RestartPolicy Merge(RestartMode? file, RestartPolicy? json) => (file, json) switch
    {
        (null, null) => RestartPolicy.Never,
        (null, { } policy) => policy,
        ({ } mode, null) => new RestartPolicy { Mode = mode },
        ({ } mode, { } policy) => policy with { Mode = mode },
    };
}
