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
        var json = new JsonProfile(new KnownUser(users));
        ProfileDefinition? definition = null;
        if (look.Failure is { } failure)
            problems.Add(new ProfileProblem(directory, failure));
        else
            definition = Define(name, directory, look, json, problems);
        string[] also = [.. Paths(json.EnvironmentFiles, directory).Concat(Paths(json.Watch, directory)).Distinct()];
        look.LookAlso(also);
        return new ProfileReading(name, problems.Count == 0 ? definition : null, problems, look.Stamp, look.SwitchStamp)
        {
            Also = also,
            OwnStamp = look.OwnStamp,
        };
    }

    private ProfileDefinition? Define(string name, string directory, ProfileLook look, JsonProfile json, List<ProfileProblem> problems)
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

        // Half written so far.
        if (look[TableFile.Run].Absent && json.Command is null)
            return null;
        var command = json.Command is { } words ? [Program(words[0], directory), .. words.Skip(1)] : new[] { run ?? "" };
        var environmentFiles = Paths(json.EnvironmentFiles, directory);
        if (users.CurrentUid == 0)
            new RootTrust(files, problems).Check(directory, look, [command[0], .. Checks(json).SelectMany(check => check.At(directory).Programs)], environmentFiles, account ?? json.Account);
        var definition = new ProfileDefinition(name)
        {
            FromDirectory = true,
            Command = command,
            WorkingDirectory = AbsolutePath.Join(directory, json.WorkingDirectory ?? "."),
            Environment = json.Environment,
            PidFile = pidFile,
            Restart = Merge(restart, json.Restart),
            Down = down,
            Stop = json.Stop with { Signal = stopSignal ?? json.Stop.Signal },
            ReloadSignal = reload,
            User = user ?? json.User,
            EnvironmentFiles = environmentFiles,
            Ready = json.Ready?.At(directory),
            Health = json.Health?.At(directory),
            Umask = json.Umask,
            Nice = json.Nice,
            Limits = json.Limits,
            Log = json.Log,
            Watch = Paths(json.Watch, directory),
            DependsOn = json.DependsOn,
            Essential = json.Essential,
        };
        return definition with
        {
            StartTimeout = json.StartTimeout ?? definition.StartTimeout,
            ReadyInterval = json.ReadyInterval ?? definition.ReadyInterval,
        };
    }

    private static IEnumerable<ReadyWhen> Checks(JsonProfile json) => new[] { json.Ready, json.Health?.Check }.OfType<ReadyWhen>();

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
