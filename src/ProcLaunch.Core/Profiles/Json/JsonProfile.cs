namespace ProcLaunch.Profiles;

/// <summary>What profile.json says; null where it is silent, defaults where it said something wrong, which is a problem anyway.</summary>
internal sealed class JsonProfile(KnownUser users)
{
    public IReadOnlyList<string>? Command { get; set; }

    public string? WorkingDirectory { get; set; }

    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>As written: relative to the profile's directory.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; set; } = [];

    public string? User { get; private set; }

    public UserAccount? Account { get; private set; }

    public RestartPolicy? Restart { get; set; }

    public StopSettings Stop { get; set; } = StopSettings.Default;

    public TimeSpan? StartTimeout { get; set; }

    public ReadyWhen? Ready { get; set; }

    public TimeSpan? ReadyInterval { get; set; }

    public HealthCheck? Health { get; set; }

    public int? Umask { get; set; }

    public int? Nice { get; set; }

    public ProcessLimits Limits { get; set; } = ProcessLimits.None;

    public LogSettings Log { get; set; } = LogSettings.Default;

    /// <inheritdoc cref="EnvironmentFiles"/>
    public IReadOnlyList<string> Watch { get; set; } = [];

    public IReadOnlyDictionary<string, DependencyCondition> DependsOn { get; set; } = new Dictionary<string, DependencyCondition>();

    public bool Essential { get; set; }

    /// <summary>Takes over what the file says.</summary>
    /// <returns>Everything that is wrong with it.</returns>
    public IEnumerable<ProfileProblem> Read(ReadOnlySpan<byte> text, ProfileLook look)
    {
        var problems = new JsonProblems();
        if (JsonText.Read(text, problems) is { } root)
        {
            JsonProfileKeys.All.Read(new JsonSetting("", root, problems), this);
            ProfileConflicts.Note(look, root, problems);
        }
        return problems.All;
    }

    public void ReadUser(JsonSetting setting)
    {
        if (setting.Text("\"redis\"") is not { } name)
            return;
        if (users.Problem(name, out var account) is { } problem)
            setting.Wrong<string>($"is wrong: {problem}", "write the name of a user, or take it out to run as the user ProcLaunch runs as");
        (User, Account) = (name, account);
    }
}
