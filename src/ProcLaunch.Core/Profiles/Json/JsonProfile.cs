namespace ProcLaunch.Profiles;

/// <summary>What profile.json says; defaults where it is silent or says something wrong, which is a problem anyway.</summary>
internal sealed class JsonProfile(string name, KnownUser users)
{
    /// <summary>What it says, from the defaults on; paths as written, relative to the profile's directory.</summary>
    public ProfileDefinition Definition { get; set; } = new(name);

    /// <summary>Null where it is silent: a file may say the mode.</summary>
    public RestartPolicy? Restart { get; set; }

    public UserAccount? Account { get; private set; }

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
        if (setting.Text("\"redis\"") is not { } user)
            return;
        if (users.Problem(user, out var account) is { } problem)
            setting.Wrong<string>($"is wrong: {problem}", "write the name of a user, or take it out to run as the user ProcLaunch runs as");
        (Definition, Account) = (Definition with { User = user }, account);
    }
}
