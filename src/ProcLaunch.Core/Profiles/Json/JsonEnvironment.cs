namespace ProcLaunch.Profiles;

/// <summary>The variables of profile.json: the one object there whose keys are the user's.</summary>
internal static class JsonEnvironment
{
    public static IReadOnlyDictionary<string, string> Read(JsonSetting setting)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in setting.Members("{ \"PORT\": \"6379\" }") ?? [])
        {
            if (VariableName.Problem(member.Name) is { } problem)
                setting.Problems.Add(member.Place, $"{setting.Name} has a variable {Quoted.Text(member.Name)}: {problem}");
            variables[member.Name] = setting.Child(member).Text("\"6379\"") ?? "";
        }
        return variables;
    }
}
