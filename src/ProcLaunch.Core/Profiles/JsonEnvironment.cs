namespace ProcLaunch.Profiles;

/// <summary>The variables of profile.json: the one object there whose keys are the user's.</summary>
internal static class JsonEnvironment
{
    // What was started earlier is found again by these.
    private static readonly IReadOnlyList<string> Ours = ["PROCLAUNCH_INSTANCE", "PROCLAUNCH_PROFILE"];

    public static IReadOnlyDictionary<string, string> Read(JsonSetting setting)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in setting.Members("{ \"PORT\": \"6379\" }") ?? [])
        {
            if (NameProblem(member.Name) is { } problem)
                setting.Problems.Add(member.Place, $"{setting.Name} has a variable {Quoted.Text(member.Name)}: {problem}");
            variables[member.Name] = setting.Child(member).Text("\"6379\"") ?? "";
        }
        return variables;
    }

    private static string? NameProblem(string name) =>
        name.Length == 0 ? "the name is empty"
        : name.Contains('=') ? "a name cannot contain ="
        : name.Contains('\0') ? "a name cannot contain a NUL character"
        : Ours.Contains(name) ? "ProcLaunch sets it itself"
        : null;
}
